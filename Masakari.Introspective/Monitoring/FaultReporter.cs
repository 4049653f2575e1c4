using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Observing;
using Masakari.Introspective.Monitoring.Rulings;
using Masakari.Introspective.Notifications;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring;

/// <summary>Turns a verdict about a guest, from whichever side, into its incident and, once an incident, a notification.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed partial class FaultReporter(
    InventoryOptions inventory,
    INotifier notifier,
    Court court,
    Docket docket,
    Rehearsal rehearsal,
    DecisionJournal journal,
    TimeProvider time,
    ILogger<FaultReporter> logger
)
{
    /// <summary>The side of the QEMU guest agent; a heartbeat's side has its channel's name.</summary>
    public const string GuestPing = "guest-ping";

    /// <summary>masakari-engine ignores any other pair for a guest that failed inside.</summary>
    public const string Event = "QEMU_GUEST_AGENT_ERROR";

    /// <param name="send">What to do where the incident is new, instead of handing the notification over.</param>
    /// <returns>
    /// Whether somebody is told, or was told already. If not, whoever found the fault has to come again: the reason against
    /// it may pass, and the fault not.
    /// </returns>
    public bool Report(InstanceMonitor instance, string side, Verdict verdict, Action<Notification>? send = null)
    {
        var cause = verdict.Describe();
        var now = time.Monotonic();
        var isNews = !instance.Sides.Has(side);
        instance.Sides.Fail(side, cause);
        var notification = NotificationOf(instance, cause, ReasonCode.Of(verdict.Reason));
        if (!instance.Incidents.IsNew(notification, now))
        {
            return JoinIncident(instance, verdict, isNews);
        }

        var @case = new Case(instance, notification, verdict.Reason, now);
        var ruling = court.Judge(@case);
        // A guest may fail and recover as fast as it likes while something holds it back.
        if (ruling is null || (isNews && instance.Chatter.Allows(now)))
        {
            var gate = HaGate.Read(instance.Server, inventory.HaEnabledKey);
            LogVerdict(instance.Uuid, instance.DisplayName, cause, HaGate.Words(gate));
        }

        if (ruling is not null)
        {
            return rehearsal.Enter(instance, notification, ruling);
        }

        instance.Ruling = null;
        instance.Incidents.Restore(notification, now, isDelivered: false);
        journal.Note(instance.Uuid, DecisionKind.Reported, ReasonCode.Of(verdict.Reason), cause);
        court.Reported(@case);
        (send ?? notifier.Report)(notification);
        return true;
    }

    /// <summary>There would have been a verdict, were it not for the state of the judge.</summary>
    public void Doubt(InstanceMonitor instance, Ruling ruling) =>
        docket.Enter(instance, NotificationOf(instance, ruling.Words, ruling.Code), ruling);

    /// <summary>One side is well; with the last of them the incident is over.</summary>
    public void Recover(InstanceMonitor instance, string side)
    {
        var isCounted = instance.Sides.IsCounted;
        if (instance.Sides.Recover(side))
        {
            if (isCounted)
            {
                court.Recovered(instance, time.Monotonic());
            }

            instance.Ruling = null;
            instance.Incidents.Close();
            journal.Note(instance.Uuid, DecisionKind.Recovered, side, $"{side} finds it well again");
        }
        else if (!instance.Sides.IsWell)
        {
            LogStillFailed(instance.Uuid, instance.Sides.Describe());
        }
    }

    private Notification NotificationOf(InstanceMonitor instance, string cause, string code) =>
        new(
            instance.Uuid,
            Event,
            "STOPPED_FAILED",
            inventory.HostName,
            time.GetUtcNow(),
            cause,
            instance.Domain.RunId,
            code
        );

    private bool JoinIncident(InstanceMonitor instance, Verdict verdict, bool isNews)
    {
        var open = instance.Incidents.Open!.Event;
        if (isNews)
        {
            var gate = HaGate.Read(instance.Server, inventory.HaEnabledKey);
            LogVerdict(instance.Uuid, instance.DisplayName, verdict.Describe(), HaGate.Words(gate));
            LogSameIncident(instance.Uuid, open, instance.Sides.Describe());
            journal.Note(instance.Uuid, DecisionKind.SameIncident, ReasonCode.Of(verdict.Reason), verdict.Describe());
        }

        return open is Event;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Name} failed: {Cause}. HA_Enabled: {HaEnabled}.")]
    private partial void LogVerdict(Guid instanceUuid, string name, string cause, string haEnabled);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Not reported again: it is part of the incident already reported as {Open}. All that was found: {Causes}."
    )]
    private partial void LogSameIncident(Guid instanceUuid, string open, string causes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The incident goes on: {Causes}.")]
    private partial void LogStillFailed(Guid instanceUuid, string causes);
}
