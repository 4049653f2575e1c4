using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Tests.Support;

/// <summary>Keeps what Monitoring hands over; the test decides what is delivered.</summary>
internal sealed class RecordingNotifier : INotifier
{
    private readonly List<Notification> _pending = [];

    public List<Notification> Reported { get; } = [];

    public List<Notification> Informed { get; } = [];

    /// <summary>Hears how each notification ends, as Monitoring does from the real one.</summary>
    public Action<Notification, bool, DeliveryResult?>? Ended { get; set; }

    /// <summary>What masakari-api answers when it takes something: by default, that it has just stored it.</summary>
    public DeliveryResult Answer { get; set; } = new(DeliveryOutcome.Delivered, "HTTP 202") { IsStoredNow = true };

    public IReadOnlyList<Notification> Pending => [.. _pending];

    public void Report(Notification notification)
    {
        Reported.Add(notification);
        _pending.Add(notification);
    }

    public void Inform(Notification notification) => Informed.Add(notification);

    /// <summary>masakari-api took everything.</summary>
    public void DeliverAll() => EndAll(isDelivered: true);

    /// <summary>Every fault went away before masakari-api was told.</summary>
    public void WithdrawAll() => EndAll(isDelivered: false);

    /// <summary>The outbox of a daemon that was killed.</summary>
    public void Restore(Notification waiting) => _pending.Add(waiting);

    private void EndAll(bool isDelivered)
    {
        var all = _pending.ToList();
        _pending.Clear();
        all.ForEach(notification => Ended?.Invoke(notification, isDelivered, isDelivered ? Answer : null));
    }
}
