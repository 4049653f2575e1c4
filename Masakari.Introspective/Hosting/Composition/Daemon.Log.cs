using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Hosting.Composition;

internal sealed partial class Daemon
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Starting {Topic}")]
    private partial void LogStarting(string topic);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping {Topic}")]
    private partial void LogStopping(string topic);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private partial void LogWarning(string warning);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Option}")]
    private partial void LogOption(string option);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Mistake}")]
    private partial void LogConfiguration(string mistake);

    [LoggerMessage(Message = "{Message}")]
    private partial void LogRole(LogLevel level, string message);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Problem}. Until then undelivered notifications are kept in memory only, and this service is not ready."
    )]
    private partial void LogStateUnusable(string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "The state folder {Path} can be used now.")]
    private partial void LogStateUsable(string path);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Configuration changed: [{Group}] {Option}: {Before} -> {After}"
    )]
    private partial void LogChanged(string group, string option, string before, string after);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The monitor cannot go on: {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Configuration read again.")]
    private partial void LogReloaded();

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The configuration was not read again, the former one stays in force: {Mistake}"
    )]
    private partial void LogNotReloaded(string mistake);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The configuration was not read again, the former one stays in force: {Count} reports and holds are in memory "
            + "only and would be lost. Make {State} writable, then reload again."
    )]
    private partial void LogReloadWouldLose(int count, string state);
}
