using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Notifications.Outbox;

internal sealed partial class DiskOutbox
{
    [LoggerMessage(
        4001,
        LogLevel.Error,
        "Outbox {Path} cannot be used: {Reason}. Notifications are kept in memory only and would be lost with this "
            + "process. Make the folder writable for this user and free space on its disk; it is tried again every 10 s."
    )]
    private partial void LogNotDurable(string path, string reason);

    [LoggerMessage(
        4002,
        LogLevel.Information,
        "Outbox {Path} can be used again; {Count} waiting notifications are in it."
    )]
    private partial void LogDurableAgain(string path, int count);

    [LoggerMessage(4003, LogLevel.Information, "{Count} notifications of an earlier run wait in outbox {Path}.")]
    private partial void LogFound(int count, string path);

    [LoggerMessage(4004, LogLevel.Warning, "A damaged file of the outbox was moved to {Path}: {Reason}")]
    private partial void LogDamaged(string path, string reason);

    [LoggerMessage(4005, LogLevel.Error, "A listener of the outbox failed.")]
    private partial void LogListenerFailed(Exception exception);
}
