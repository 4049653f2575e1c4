namespace Masakari.Introspective.Notifications.Outcomes;

/// <summary>What became of a notification.</summary>
/// <param name="Kind">What.</param>
/// <param name="RecordId">masakari's id of it.</param>
/// <param name="After">Time from its being stored until this was seen.</param>
internal sealed record Outcome(OutcomeKind Kind, string RecordId, TimeSpan After);
