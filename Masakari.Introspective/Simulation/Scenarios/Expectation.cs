namespace Masakari.Introspective.Simulation.Scenarios;

/// <summary>A decision that has to fall.</summary>
/// <param name="From">Not before this time.</param>
/// <param name="To">Not after this time.</param>
/// <param name="Guest">About which guest.</param>
/// <param name="Decision">What is decided, for instance <c>reported</c>.</param>
/// <param name="Code">The reason's code; null for any.</param>
internal sealed record Expectation(TimeSpan From, TimeSpan To, string Guest, string Decision, string? Code);
