namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>The mass-failure brake.</summary>
/// <param name="InTrouble">Guests that count as failing at the same time.</param>
/// <param name="Watched">Guests of which they are a part.</param>
internal sealed record BrakeView(bool Engaged, int InTrouble, int Watched);
