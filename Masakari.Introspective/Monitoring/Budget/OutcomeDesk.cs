using Masakari.Introspective.Configuration;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.GuestHeartbeat;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Outcomes;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Budget;

/// <summary>What follows from how a recovery ended: a line, an entry in the journal, and a rest where it came to nothing.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed partial class OutcomeDesk(
    BudgetLedger ledger,
    InstanceTable instances,
    HeartbeatMonitor heartbeats,
    DecisionJournal journal,
    TimeProvider time,
    ILogger<OutcomeDesk> logger
)
{
    public void Take(Notification report, Outcome outcome)
    {
        var instance = instances.Find(report.InstanceUuid);
        switch (outcome.Kind)
        {
            case OutcomeKind.Finished when instance is not null && IsSameRun(instance, report):
                LogSkipped(report.InstanceUuid, outcome.RecordId);
                Note(report, "skipped", "masakari-engine finished without starting it anew");
                Cool(report, "masakari-engine finished its last recovery without starting it anew");
                break;
            case OutcomeKind.Finished:
                LogFinished(report.InstanceUuid, outcome.RecordId, outcome.After.TotalSeconds);
                Note(report, "finished", "masakari-engine recovered it");
                ledger.Warm(report.InstanceUuid);
                break;
            case OutcomeKind.Error:
                LogError(report.InstanceUuid, outcome.RecordId, outcome.After.TotalSeconds);
                Note(report, "error", "masakari-engine failed to recover it and tries once more");
                Cool(report, "masakari-engine failed to recover it a moment ago");
                break;
            case OutcomeKind.Failed:
                LogFailed(report.InstanceUuid, outcome.RecordId, outcome.After.TotalSeconds);
                Note(report, "failed", "masakari-engine could not recover it");
                CoolAndReopen(instance, report, "masakari-engine could not recover it a moment ago");
                break;
            case OutcomeKind.Ignored:
                LogIgnored(report.InstanceUuid, outcome.RecordId);
                Note(report, "ignored", "masakari-engine ignored it");
                CoolAndReopen(instance, report, "masakari-engine ignored its last report");
                break;
            default:
                LogUnknown(report.InstanceUuid, outcome.RecordId, outcome.After.TotalSeconds);
                break;
        }
    }

    /// <summary>masakari-engine also finishes what it skips, for lack of HA_Enabled: only a new run shows a recovery.</summary>
    private bool IsSameRun(InstanceMonitor instance, Notification report) =>
        instances.IsCurrent && report.RunId >= 0 && instance.Domain.RunId == report.RunId;

    private void Note(Notification report, string code, string words) =>
        journal.Note(report.InstanceUuid, DecisionKind.Outcome, code, words);

    private void Cool(Notification report, string why) =>
        ledger.Change(report.InstanceUuid).Budget.Cool(ledger.Options.Budget, why, time.Monotonic());

    /// <summary>A fault that lasts is found again, and reported after the rest.</summary>
    private void CoolAndReopen(InstanceMonitor? instance, Notification report, string why)
    {
        Cool(report, why);
        if (instance?.Incidents is { IsDelivered: true, Open: { } open } && open.Event == report.Event)
        {
            heartbeats.BringAgain(instance);
            instance.Withdrawn(report);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "masakari-engine recovered it in {Seconds:0} s (notification {Record}: finished)."
    )]
    private partial void LogFinished(Guid instanceUuid, string record, double seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "masakari-engine finished notification {Record} without starting the instance anew: HA_Enabled is not true "
            + "in its metadata, or its recovery workflow does something else."
    )]
    private partial void LogSkipped(Guid instanceUuid, string record);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "masakari-engine failed to recover it within {Seconds:0} s and tries once more (notification {Record}: error)."
    )]
    private partial void LogError(Guid instanceUuid, string record, double seconds);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "masakari-engine could not recover it, after {Seconds:0} s (notification {Record}: failed)."
    )]
    private partial void LogFailed(Guid instanceUuid, string record, double seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "masakari-engine ignored notification {Record}: its segment is switched off, or Nova has the instance paused "
            + "or rescued."
    )]
    private partial void LogIgnored(Guid instanceUuid, string record);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "What became of notification {Record} is not known after {Seconds:0} s; it is looked at no more."
    )]
    private partial void LogUnknown(Guid instanceUuid, string record, double seconds);
}
