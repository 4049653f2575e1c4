using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Hosting.Logging;

internal sealed partial class LoggingHandle
{
    [LoggerMessage(
        1101,
        LogLevel.Warning,
        "[DEFAULT] log_config_append = {Path}: a Python logging configuration is not read; the other log options hold"
    )]
    private static partial void LogConfigAppendIgnored(ILogger logger, string path);

    [LoggerMessage(1102, LogLevel.Warning, "{Warning}")]
    private static partial void LogFormatWarning(ILogger logger, string warning);
}
