namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>What a person asks to be held.</summary>
/// <param name="Instance">An instance's uuid, name or prefix; null for the host.</param>
/// <param name="Host">The whole host; one of the two has to be named.</param>
/// <param name="ForS">For how long, in s: 1 s to 7 days.</param>
/// <param name="Reason">Why, for whoever finds it.</param>
internal sealed record HoldWish(string? Instance, bool Host, double ForS, string? Reason);
