using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Monitoring.Rulings;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring.Observing;

/// <summary>
/// Where people only want to see what would be reported: each fault is read again as a report is before it leaves, and only
/// what would have left then is said to have been reported.
/// </summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed class Rehearsal(
    IFaultReader faults,
    Docket docket,
    Mailbox mailbox,
    TimeProvider time,
    CancellationToken stopping
)
{
    /// <summary>About what a report takes to its disk: whoever found the fault has taken that in by then.</summary>
    private static readonly TimeSpan Outset = TimeSpan.FromMilliseconds(50);

    private readonly HashSet<Guid> _rehearsed = [];

    /// <inheritdoc cref="Docket.Enter"/>
    public bool Enter(InstanceMonitor instance, Notification notification, Ruling ruling)
    {
        if (ruling.Kind is not RulingKind.Observe)
        {
            return docket.Enter(instance, notification, ruling);
        }

        if (_rehearsed.Add(instance.Uuid))
        {
            _ = RunAsync(notification);
        }

        return false;
    }

    /// <summary>The reading itself says what would have become of the report (<see cref="FaultReader.JudgeAgain"/>).</summary>
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
                    break;
                }

                look = read.IsBeingAsked ? 1 : look;
                await Task.Delay(DeliveryPace.NextLook(look), time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next life finds the fault anew.
        }

        mailbox.Post(() => _rehearsed.Remove(notification.InstanceUuid));
    }
}
