namespace Masakari.Introspective.Notifications.Outcomes;

/// <summary>A stored notification whose outcome is awaited.</summary>
/// <param name="RecordId">masakari's id of it.</param>
/// <param name="Notification">What was reported.</param>
/// <param name="StoredAt">When masakari-api took it, UTC.</param>
/// <param name="Said">What was told of it last.</param>
internal sealed record Followed(
    string RecordId,
    Notification Notification,
    DateTimeOffset StoredAt,
    OutcomeKind Said = OutcomeKind.Pending
);
