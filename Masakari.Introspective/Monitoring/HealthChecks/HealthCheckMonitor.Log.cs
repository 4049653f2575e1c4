using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.HealthChecks;

internal sealed partial class HealthCheckMonitor
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Name}: {Path} checks its health every {Seconds} s, run by the guest agent."
    )]
    private partial void LogBegin(Guid instanceUuid, string name, string path, int seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Name} names {Path} for its health check (masakari:health_check), which health_check_allowed does not allow."
    )]
    private partial void LogNotAllowed(Guid instanceUuid, string name, string path);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Name}: the guest does not run {Path}: not checked until its next start. {Why}"
    )]
    private partial void LogForbidden(Guid instanceUuid, string name, string path, string why);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Name} has not passed {Path} yet, which does not count so soon after its start: {Why}"
    )]
    private partial void LogNotUpYet(Guid instanceUuid, string name, string path, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} says not well, {Bad} of {Threshold}: {Why}")]
    private partial void LogFailed(Guid instanceUuid, string path, int bad, int threshold, string why);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Path}, process {Pid} in the guest, does not end: nothing new is started beside it."
    )]
    private partial void LogHangs(Guid instanceUuid, string path, long pid);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} is well again by {Path}.")]
    private partial void LogRecovered(Guid instanceUuid, string name, string path);
}
