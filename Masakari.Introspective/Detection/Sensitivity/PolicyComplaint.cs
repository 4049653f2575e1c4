namespace Masakari.Introspective.Detection.Sensitivity;

/// <summary>A value that is ignored.</summary>
/// <param name="Origin">Where it stands.</param>
/// <param name="Value">As it stands there.</param>
/// <param name="Allowed">What is allowed: <c>2..300</c>, or <c>high, medium, low</c>.</param>
internal sealed record PolicyComplaint(PolicyOrigin Origin, string Value, string Allowed);
