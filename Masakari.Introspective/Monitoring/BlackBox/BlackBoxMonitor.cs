using Masakari.Introspective.Configuration;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Notifications;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.BlackBox;

/// <summary>Does what masakari-instancemonitor does: one notification per libvirt event of its table, never held back.</summary>
internal sealed partial class BlackBoxMonitor(
    string hostName,
    INotifier notifier,
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
            instance?.Domain.RunId ?? -1
        );
        LogEvent(seen.Domain, hostName, seen.At.UtcDateTime, reported.Event, reported.VirDomainEvent);
        if (!notification.IsActedOn)
        {
            notifier.Inform(notification);
            return;
        }

        if (instance is not null && !instance.Incidents.Admit(notification, now))
        {
            LogSameIncident(seen.Domain, reported.Event, reported.VirDomainEvent, instance.Incidents.Open!.Event);
            return;
        }

        notifier.Report(notification);
    }

    public void Forget(Guid instance) => _repeats.Forget(instance);
}
