namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>The monitor's own health.</summary>
/// <param name="Score">0 (well) to 7.</param>
/// <param name="Factor">Times the usual patience; 1 at score 0.</param>
/// <param name="Complaints">What is wrong, in one line; empty at score 0.</param>
internal sealed record HealthView(int Score, double Factor, string Complaints);
