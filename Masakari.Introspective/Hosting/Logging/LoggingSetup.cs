using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Extensions.Logging;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>Starts the log.</summary>
internal static class LoggingSetup
{
    /// <param name="prog">Program name: syslog tag, journal identifier, name of the log file in <c>log_dir</c>.</param>
    public static LoggingHandle Create(LoggingSettings settings, string prog) =>
        Create(settings, LogSource.Current(prog), LogEndpoints.Machine, TimeProvider.System);

    public static LoggingHandle Create(
        LoggingSettings settings,
        LogSource source,
        LogEndpoints endpoints,
        TimeProvider time
    )
    {
        LogRoutes Routes(LoggingSettings s) => new(s, source, endpoints, time);

        var sink = new RouteSink(Routes(settings));
        var filter = new LevelFilter();
        filter.Apply(settings);
        // Levels are filtered before Serilog, where they can change while loggers are in use.
        var serilog = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(sink).CreateLogger();
        var factory = new LoggerFactory([new SerilogLoggerProvider(serilog, dispose: true)], filter);
        var handle = new LoggingHandle(factory, sink, filter, Routes);
        handle.Warn(settings);
        return handle;
    }
}
