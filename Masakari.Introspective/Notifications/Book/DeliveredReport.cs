using Masakari.Introspective.Notifications.Outcomes;

namespace Masakari.Introspective.Notifications.Book;

/// <summary>A report that masakari-api took.</summary>
/// <param name="RecordId">masakari's id of it; null where it gave none.</param>
/// <param name="StoredAt">When it was taken, UTC.</param>
/// <param name="Outcome">What became of it, as far as is known.</param>
/// <param name="AfterS">Seconds from its being taken until that was seen; null while it is pending.</param>
internal sealed record DeliveredReport(
    Notification Notification,
    string? RecordId,
    DateTimeOffset StoredAt,
    OutcomeKind Outcome = OutcomeKind.Pending,
    double? AfterS = null
);
