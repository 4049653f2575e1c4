namespace Masakari.Introspective.Notifications.Outbox;

/// <summary>A notification that waits.</summary>
/// <param name="Id">Sorts by age; also the file's name.</param>
internal sealed record OutboxEntry(string Id, Notification Notification);
