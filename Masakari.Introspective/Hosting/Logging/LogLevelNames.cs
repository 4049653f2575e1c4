using Microsoft.Extensions.Logging;
using Serilog.Events;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>Python's level names and numbers, which operators' tools expect.</summary>
internal static class LogLevelNames
{
    public static string Name(LogEventLevel level) =>
        level switch
        {
            LogEventLevel.Verbose or LogEventLevel.Debug => "DEBUG",
            LogEventLevel.Information => "INFO",
            LogEventLevel.Warning => "WARNING",
            LogEventLevel.Error => "ERROR",
            _ => "CRITICAL",
        };

    public static int Number(LogEventLevel level) => Math.Max(1, (int)level) * 10;

    /// <summary>Severity as syslog(3) and journald number it.</summary>
    public static int Severity(LogEventLevel level) =>
        level switch
        {
            LogEventLevel.Verbose or LogEventLevel.Debug => 7,
            LogEventLevel.Information => 6,
            LogEventLevel.Warning => 4,
            LogEventLevel.Error => 3,
            _ => 2,
        };

    /// <summary>null for a name that Python does not know either.</summary>
    public static LogLevel? Parse(string name) =>
        name.ToUpperInvariant() switch
        {
            "NOTSET" or "TRACE" => LogLevel.Trace,
            "DEBUG" => LogLevel.Debug,
            "INFO" => LogLevel.Information,
            "WARN" or "WARNING" => LogLevel.Warning,
            "ERROR" => LogLevel.Error,
            "FATAL" or "CRITICAL" => LogLevel.Critical,
            _ => null,
        };
}
