using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.BlackBox;

internal sealed partial class BlackBoxMonitor
{
    /// <summary>The Python monitor's line, which operators search for.</summary>
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Libvirt Event: type=VM, hostname={HostName}, uuid={InstanceUuid}, time={Time:yyyy-MM-dd HH:mm:ss.ffffff}, "
            + "event_id={EventName}, detail={Detail})"
    )]
    private partial void LogEvent(Guid instanceUuid, string hostName, DateTime time, string eventName, string detail);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{EventName}/{VirDomainEvent} is this monitor's own doing [fence]: no second notification."
    )]
    private partial void LogOwnStop(Guid instanceUuid, string eventName, string virDomainEvent);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{EventName}/{VirDomainEvent} again within 2 s: counted once.")]
    private partial void LogRepeat(Guid instanceUuid, string eventName, string virDomainEvent);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{EventName}/{VirDomainEvent} is part of the incident already reported as {Open}: no second notification."
    )]
    private partial void LogSameIncident(Guid instanceUuid, string eventName, string virDomainEvent, string open);
}
