namespace Masakari.Introspective.Notifications.Outcomes;

/// <summary>What one look at a record brought.</summary>
/// <param name="Kind">What the record says; null where it could not be read.</param>
/// <param name="IsRefused">The record is not there, or we are not allowed to read it; a proxy may say so for a moment.</param>
/// <param name="Why">Why it could not be read, for a log.</param>
internal readonly record struct OutcomeReading(OutcomeKind? Kind, bool IsRefused = false, string Why = "");
