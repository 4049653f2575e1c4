namespace Masakari.Introspective.Detection.Flapping;

/// <summary>When a guest counts as flapping.</summary>
/// <param name="Changes">Changes into and out of failure within the window that make it flap; 0 for never.</param>
/// <param name="Window">Over how long they count.</param>
/// <param name="Ceiling">How long a failure that lasts is held back for it.</param>
internal sealed record FlapPolicy(int Changes, TimeSpan Window, TimeSpan Ceiling);
