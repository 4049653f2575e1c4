using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Monitoring.Budget;
using Masakari.Introspective.Monitoring.HealthChecks;
using Masakari.Introspective.Monitoring.Operations;
using Masakari.Introspective.Monitoring.Rulings;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring.Reports;

/// <summary>Whether a report whose fault holds may leave: the rules' last word, right before it would.</summary>
/// <param name="ask">Asks the guest out of turn, from each side that only a question shows.</param>
internal sealed class ReportHearing(
    LastLook look,
    Court court,
    Docket docket,
    BudgetLedger budgets,
    InstanceTable instances,
    Action<InstanceMonitor> ask,
    Mailbox mailbox,
    TimeProvider time
)
{
    /// <param name="why">Why the fault holds.</param>
    public async Task<FaultReading> HearAsync(
        Notification notification,
        string why,
        CancellationToken cancellationToken
    )
    {
        await look.ReadAsync(notification, cancellationToken);
        return await mailbox.AskAsync(() => Judge(notification, why), cancellationToken);
    }

    private FaultReading Judge(Notification notification, string why)
    {
        var uuid = notification.InstanceUuid;
        var instance = instances.Find(uuid) ?? InstanceMonitor.StandIn(uuid, uuid.ToString());
        var ruling = court.JudgeAgain(new Case(instance, notification, null, time.Monotonic()));
        if (ruling is not { Kind: RulingKind.Hold or RulingKind.Refuse } && MustAsk(instance, notification))
        {
            return new FaultReading(FaultTruth.Unknown, "the guest is being asked once more") { IsBeingAsked = true };
        }

        docket.Enter(instance, notification, ruling);
        if (ruling is null)
        {
            // Should the attempt that follows fail, the guest may be well by the next one.
            instance.IsReportHeld = true;
            return new FaultReading(FaultTruth.StillTrue, why);
        }

        if (ruling.Kind is not RulingKind.Observe)
        {
            budgets.Excuse(instance);
        }

        var words = $"{ruling.Words} [{ruling.Code}]";
        if (ruling.Kind is not RulingKind.Hold)
        {
            return new FaultReading(FaultTruth.Gone, words) { Rule = ruling.Code };
        }

        instance.IsReportHeld = true;
        return new FaultReading(FaultTruth.Unknown, words);
    }

    /// <summary>
    /// The first reading after a hold, or after an attempt that failed: a guest that was found by its silence, or by its health
    /// check, has to be asked once more, since what was seen of it was seen before. A heartbeat is always of now.
    /// </summary>
    private bool MustAsk(InstanceMonitor instance, Notification notification)
    {
        if (notification.Event is not FaultReporter.Event)
        {
            return false;
        }

        var isOver = instance.IsReportHeld;
        instance.IsReportHeld = false;
        if (!isOver || !(instance.IsSilent || instance.Sides.Has(HealthCheckMonitor.Side)))
        {
            return false;
        }

        instance.HeldUntil = time.Monotonic();
        ask(instance);
        return true;
    }
}
