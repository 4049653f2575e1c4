using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring;

internal sealed partial class HostMonitor
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Count} instances on this host, {Running} of them running."
    )]
    private partial void LogConnected(int count, int running);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Name} stopped while nobody watched (libvirt's reason: {Reason})."
    )]
    private partial void LogMissedStop(Guid instanceUuid, string name, int reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Name} stopped while nobody watched, and libvirtd, restarted since, no longer knows why: not reported."
    )]
    private partial void LogForgottenStop(Guid instanceUuid, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not watched: its domain cannot be read: {Reason}")]
    private partial void LogUnreadable(Guid instanceUuid, string reason);
}
