using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Monitoring.BlackBox;

/// <summary>The libvirt events that masakari-instancemonitor reports, with its exact words.</summary>
/// <remarks>masakari-monitors, instancemonitor/libvirt_handler/eventfilter_table.py.</remarks>
internal static class EventTable
{
    private const int Any = -1;

    private static readonly Dictionary<(DomainEventId, int, int), ReportedEvent> Rows = new()
    {
        [(DomainEventId.Lifecycle, 3, 2)] = new("LIFECYCLE", "SUSPENDED_IOERROR"),
        [(DomainEventId.Lifecycle, 3, 3)] = new("LIFECYCLE", "SUSPENDED_WATCHDOG"),
        [(DomainEventId.Lifecycle, 3, 6)] = new("LIFECYCLE", "SUSPENDED_API_ERROR"),
        [(DomainEventId.Lifecycle, 5, 0)] = new("LIFECYCLE", "STOPPED_SHUTDOWN"),
        [(DomainEventId.Lifecycle, 5, 1)] = new("LIFECYCLE", "STOPPED_DESTROYED"),
        [(DomainEventId.Lifecycle, 5, 5)] = new("LIFECYCLE", "STOPPED_FAILED"),
        [(DomainEventId.Lifecycle, 6, 0)] = new("LIFECYCLE", "SHUTDOWN_FINISHED"),
        [(DomainEventId.Reboot, Any, Any)] = new("REBOOT", "UNKNOWN"),
        [(DomainEventId.Watchdog, 0, Any)] = new("WATCHDOG", "WATCHDOG_NONE"),
        [(DomainEventId.Watchdog, 1, Any)] = new("WATCHDOG", "WATCHDOG_PAUSE"),
        [(DomainEventId.Watchdog, 2, Any)] = new("WATCHDOG", "WATCHDOG_RESET"),
        [(DomainEventId.Watchdog, 3, Any)] = new("WATCHDOG", "WATCHDOG_POWEROFF"),
        [(DomainEventId.Watchdog, 4, Any)] = new("WATCHDOG", "WATCHDOG_SHUTDOWN"),
        [(DomainEventId.Watchdog, 5, Any)] = new("WATCHDOG", "WATCHDOG_DEBUG"),
        [(DomainEventId.IoError, 0, Any)] = new("IO_ERROR", "IO_ERROR_NONE"),
        [(DomainEventId.IoError, 1, Any)] = new("IO_ERROR", "IO_ERROR_PAUSE"),
        [(DomainEventId.IoError, 2, Any)] = new("IO_ERROR", "IO_ERROR_REPORT"),
        [(DomainEventId.IoErrorReason, Any, Any)] = new("IO_ERROR_REASON", "UNKNOWN"),
        [(DomainEventId.ControlError, Any, Any)] = new("CONTROL_ERROR", "UNKNOWN"),
    };

    /// <summary>What is reported for the event; null where nothing is.</summary>
    public static ReportedEvent? Match(DomainEventId id, int type, int detail) =>
        id switch
        {
            DomainEventId.Reboot or DomainEventId.IoErrorReason or DomainEventId.ControlError => Rows[(id, Any, Any)],
            DomainEventId.Watchdog or DomainEventId.IoError => Rows.GetValueOrDefault((id, type, Any)),
            _ => Rows.GetValueOrDefault((id, type, detail)),
        };
}
