using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Observing;
using Masakari.Introspective.Monitoring.Rulings;
using Masakari.Introspective.Notifications;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.BlackBox;

/// <summary>Does what masakari-instancemonitor does: one notification per libvirt event of its table.</summary>
internal sealed partial class BlackBoxMonitor(
    string hostName,
    INotifier notifier,
    Court court,
    Rehearsal rehearsal,
    DecisionJournal journal,
    bool sendsInformation,
    TimeProvider time,
    ILogger<BlackBoxMonitor> logger
)
{
    private readonly RepeatFilter _repeats = new();

    /// <param name="instance">The instance the event is about; null where it is not known (any more).</param>
    public void Observe(DomainEvent seen, InstanceMonitor? instance)
    {
        if (EventTable.Match(seen.Id, seen.Type, seen.Detail) is not { } reported)
        {
            return;
        }

        var now = time.Monotonic();
        if (!_repeats.IsNew(seen.Domain, reported, now))
        {
            LogRepeat(seen.Domain, reported.Event, reported.VirDomainEvent);
            return;
        }

        var notification = new Notification(
            seen.Domain,
            reported.Event,
            reported.VirDomainEvent,
            hostName,
            seen.At,
            $"libvirt event {seen.Id} ({seen.Type}, {seen.Detail})",
            instance?.Domain.RunId ?? -1,
            CodeOf(reported)
        );
        LogEvent(seen.Domain, hostName, seen.At.UtcDateTime, reported.Event, reported.VirDomainEvent);
        if (!notification.IsActedOn)
        {
            if (sendsInformation)
            {
                notifier.Inform(notification);
            }

            return;
        }

        // Even of an instance that is not known yet, what holds for the whole host is asked.
        if (MayReport(instance ?? InstanceMonitor.StandIn(seen.Domain, seen.Name), notification, now))
        {
            notifier.Report(notification);
        }
    }

    public void Forget(Guid instance) => _repeats.Forget(instance);

    private bool MayReport(InstanceMonitor instance, Notification notification, TimeSpan now)
    {
        if (instance.FencedRun == notification.RunId)
        {
            LogOwnStop(instance.Uuid, notification.Event, notification.VirDomainEvent);
            return false;
        }

        if (!instance.Incidents.IsNew(notification, now))
        {
            var open = instance.Incidents.Open!.Event;
            LogSameIncident(instance.Uuid, notification.Event, notification.VirDomainEvent, open);
            journal.Note(instance.Uuid, DecisionKind.SameIncident, notification.Code, notification.Cause);
            return false;
        }

        // What libvirt says happens once: a hold lets it into the outbox, where it is judged again until it may leave.
        var @case = new Case(instance, notification, null, now);
        if (court.Judge(@case) is { Kind: not RulingKind.Hold } ruling)
        {
            rehearsal.Enter(instance, notification, ruling);
            return false;
        }

        instance.Incidents.Restore(notification, now, isDelivered: false);
        journal.Note(instance.Uuid, DecisionKind.Reported, notification.Code, notification.Cause);
        court.Reported(@case);
        return true;
    }

    private static string CodeOf(ReportedEvent reported) => reported.Event is "LIFECYCLE" ? "domain-died" : "io-error";
}
