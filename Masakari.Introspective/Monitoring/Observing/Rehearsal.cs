using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Monitoring.Reports;
using Masakari.Introspective.Monitoring.Rulings;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring.Observing;

/// <summary>
/// Where people only want to see what would be reported: each fault waits, and is read again, as a report does before it
/// leaves, and only what would have left then is said to have been reported.
/// </summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed class Rehearsal(
    ObserveRule observing,
    FaultReader faults,
    Docket docket,
    InstanceTable instances,
    Mailbox mailbox,
    TimeProvider time,
    CancellationToken stopping
)
{
    /// <returns>Whether the matter is taken up; if not, the fault is to be brought again while it lasts.</returns>
    public bool Enter(InstanceMonitor instance, Notification notification, Ruling ruling)
    {
        if (ruling.Kind is not RulingKind.Observe)
        {
            docket.Enter(instance, notification, ruling);
            return false;
        }

        instance.Incidents.Restore(notification, time.Monotonic(), isDelivered: false);
        _ = RunAsync(notification);
        return true;
    }

    /// <summary>Where people no longer only want to see, what they were shown is found again, and reported.</summary>
    public void Reconsider(InstanceMonitor instance)
    {
        if (
            instance.Incidents is { IsRehearsed: true, Open: { Event: FaultReporter.Event } open }
            && !observing.Applies(instance)
        )
        {
            faults.Withdraw(instance, open);
        }
    }

    /// <summary>The reading itself says what would have become of the report (<see cref="ReportHearing"/>).</summary>
    private async Task RunAsync(Notification notification)
    {
        try
        {
            var read = await FaultLook.UntilKnownAsync(faults, notification, time, stopping);
            mailbox.Post(() => End(notification, read));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next life finds a guest that still fails anew.
        }
    }

    private void End(Notification notification, FaultReading read)
    {
        if (instances.Find(notification.InstanceUuid) is not { } instance)
        {
            return;
        }

        if (read.Rule == ReasonCode.Of(RulingReason.ObserveOnly))
        {
            instance.Incidents.Rehearsed(notification.Event);
        }
        else
        {
            faults.Withdraw(instance, notification);
        }
    }
}
