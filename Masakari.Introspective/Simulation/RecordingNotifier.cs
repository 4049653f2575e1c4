using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Simulation;

/// <summary>Keeps what Monitoring hands over; the test decides what is delivered.</summary>
internal sealed class RecordingNotifier : INotifier
{
    private readonly List<Notification> _pending = [];

    public List<Notification> Reported { get; } = [];

    public List<Notification> Informed { get; } = [];

    /// <summary>Hears how each notification ends, as Monitoring does from the real one.</summary>
    public Action<Notification, ReportEnd>? Ended { get; set; }

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
    public void DeliverAll() => EndAll(ReportEnd.Delivered(Answer));

    /// <summary>Every fault went away before masakari-api was told.</summary>
    public void WithdrawAll() => WithdrawAll(new FaultReading(FaultTruth.Gone, "the fault went away"));

    /// <param name="last">What was read of them all.</param>
    public void WithdrawAll(FaultReading last) => EndAll(ReportEnd.Withdrawn(last));

    /// <summary>masakari-api will never take any of them.</summary>
    public void SetAsideAll(string why) =>
        EndAll(ReportEnd.SetAside(new DeliveryResult(DeliveryOutcome.Malformed, why)));

    /// <summary>The outbox of a daemon that was killed.</summary>
    public void Restore(Notification waiting) => _pending.Add(waiting);

    private void EndAll(ReportEnd end)
    {
        var all = _pending.ToList();
        _pending.Clear();
        all.ForEach(notification => Ended?.Invoke(notification, end));
    }
}
