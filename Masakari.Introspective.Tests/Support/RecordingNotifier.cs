using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Tests.Support;

/// <summary>Keeps what Monitoring hands over; the test decides what is delivered.</summary>
internal sealed class RecordingNotifier : INotifier
{
    private readonly List<Notification> _pending = [];

    public List<Notification> Reported { get; } = [];

    public List<Notification> Informed { get; } = [];

    public IReadOnlyList<Notification> Pending => [.. _pending];

    public void Report(Notification notification)
    {
        Reported.Add(notification);
        _pending.Add(notification);
    }

    public void Inform(Notification notification) => Informed.Add(notification);

    /// <summary>masakari-api took everything.</summary>
    public void DeliverAll() => _pending.Clear();

    /// <summary>The outbox of a daemon that was killed.</summary>
    public void Restore(Notification waiting) => _pending.Add(waiting);
}
