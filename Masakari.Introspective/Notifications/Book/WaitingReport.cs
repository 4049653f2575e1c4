namespace Masakari.Introspective.Notifications.Book;

/// <summary>A report that is not delivered yet.</summary>
/// <param name="Attempts">Times it was sent.</param>
/// <param name="TriedAt">When it was last sent, UTC; null where it was not.</param>
/// <param name="NextAt">When it is looked at next, UTC; null where that is now, or not known.</param>
/// <param name="Why">Why it waits, a clause.</param>
internal sealed record WaitingReport(
    Notification Notification,
    int Attempts,
    DateTimeOffset? TriedAt,
    DateTimeOffset? NextAt,
    string Why
);
