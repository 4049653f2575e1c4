using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Simulation;

/// <summary>
/// Delivers as the real one does where it matters to decisions: the fault is read again right before a notification
/// leaves, a fault that went away is withdrawn, and what cannot be delivered waits.
/// </summary>
/// <remarks>It outlives the monitor, as the outbox on disk does.</remarks>
internal sealed class SimulatedDelivery(TimeProvider time) : INotifier, IDisposable
{
    /// <summary>What masakari-api took to answer when it was measured.</summary>
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);

    private static readonly DeliveryResult Stored = new(DeliveryOutcome.Delivered, "HTTP 202") { IsStoredNow = true };

    private readonly List<Notification> _pending = [];
    private readonly List<ITimer> _timers = [];

    /// <summary>masakari-api does not answer.</summary>
    public bool IsAway { get; set; }

    /// <summary>Asked what is still true; null while no monitor runs.</summary>
    public IFaultReader? Reader { get; set; }

    /// <summary>Hears what masakari-api took, as a fault or as information.</summary>
    public Action<Notification, bool>? Told { get; set; }

    public IReadOnlyList<Notification> Pending => [.. _pending];

    public void Report(Notification notification)
    {
        _pending.Add(notification);
        After(Latency, () => _ = DeliverAsync(notification, looks: 1));
    }

    public void Inform(Notification notification)
    {
        if (!IsAway)
        {
            Told?.Invoke(notification, false);
        }
    }

    public void Dispose() => _timers.ForEach(timer => timer.Dispose());

    private async Task DeliverAsync(Notification notification, int looks)
    {
        var reader = Reader;
        var read = reader is null
            ? new FaultReading(FaultTruth.Unknown, "")
            : await reader.ReadAsync(notification, CancellationToken.None);
        switch (read.Truth)
        {
            case FaultTruth.StillTrue when !IsAway:
                End(notification, ReportEnd.Delivered(Stored));
                Told?.Invoke(notification, true);
                break;
            case FaultTruth.Gone:
                End(notification, ReportEnd.Withdrawn(read));
                break;
            default:
                looks = read.IsBeingAsked ? 1 : looks;
                After(DeliveryPace.NextLook(looks), () => _ = DeliverAsync(notification, looks + 1));
                break;
        }
    }

    private void End(Notification notification, ReportEnd end)
    {
        _pending.Remove(notification);
        Reader?.Ended(notification, end);
    }

    private void After(TimeSpan delay, Action action) =>
        _timers.Add(time.CreateTimer(_ => action(), null, delay, Timeout.InfiniteTimeSpan));
}
