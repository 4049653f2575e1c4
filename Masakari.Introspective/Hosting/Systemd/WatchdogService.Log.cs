using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Hosting.Systemd;

internal sealed partial class WatchdogService
{
    [LoggerMessage(
        1001,
        LogLevel.Error,
        "The probe loop does not move; systemd's watchdog is not fed until it does, and will restart the service"
    )]
    private static partial void LogHeldBack(ILogger logger);

    [LoggerMessage(1002, LogLevel.Information, "The probe loop moves again; systemd's watchdog is fed")]
    private static partial void LogFedAgain(ILogger logger);

    [LoggerMessage(1003, LogLevel.Error, "Asking whether the probe loop moves failed; taken as a no")]
    private static partial void LogCannotTell(ILogger logger, Exception exception);
}
