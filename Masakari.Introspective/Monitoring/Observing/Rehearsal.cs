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
    FaultReader faults,
    Docket docket,
    InstanceTable instances,
    Mailbox mailbox,
    TimeProvider time,
    CancellationToken stopping
)
{
    /// <summary>About what a report takes to its disk: whoever found the fault has taken that in by then.</summary>
    private static readonly TimeSpan Outset = TimeSpan.FromMilliseconds(50);

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

    /// <summary>The reading itself says what would have become of the report (<see cref="ReportHearing"/>).</summary>
    private async Task RunAsync(Notification notification)
    {
        try
        {
            await Task.Delay(Outset, time, stopping);
            for (var look = 1; ; look++)
            {
                var read = await faults.ReadAsync(notification, stopping);
                if (read.Truth is not FaultTruth.Unknown)
                {
                    mailbox.Post(() => End(notification, read));
                    return;
                }

                look = read.IsBeingAsked ? 1 : look;
                await Task.Delay(DeliveryPace.NextLook(look), time, stopping);
            }
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
            instance.Incidents.Delivered(notification.Event);
        }
        else
        {
            faults.Withdraw(instance, notification);
        }
    }
}
