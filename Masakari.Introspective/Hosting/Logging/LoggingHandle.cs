using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>The running log: makes loggers, and changes under them without their notice.</summary>
internal sealed partial class LoggingHandle : IAsyncDisposable
{
    private readonly RouteSink _sink;
    private readonly LevelFilter _filter;
    private readonly Func<LoggingSettings, LogRoutes> _makeRoutes;
    private readonly ILogger _logger;

    public LoggingHandle(
        ILoggerFactory factory,
        RouteSink sink,
        LevelFilter filter,
        Func<LoggingSettings, LogRoutes> makeRoutes
    )
    {
        Factory = factory;
        _sink = sink;
        _filter = filter;
        _makeRoutes = makeRoutes;
        _logger = factory.CreateLogger<LoggingHandle>();
    }

    public ILoggerFactory Factory { get; }

    /// <summary>Lets go of log files and sockets; the next line opens them anew. For logrotate's SIGHUP.</summary>
    public void ReopenFiles() => _sink.Routes.Reopen();

    /// <summary>Waits until everything logged so far is written.</summary>
    /// <returns>false when something was still unwritten after <paramref name="limit"/>.</returns>
    public Task<bool> FlushAsync(TimeSpan limit) => _sink.Routes.FlushAsync(limit);

    /// <summary>Goes over to other settings; loggers in use follow, and no line is lost on the way.</summary>
    public async Task ReconfigureAsync(LoggingSettings settings)
    {
        var before = _sink.Exchange(_makeRoutes(settings));
        _filter.Apply(settings);
        await before.DisposeAsync();
        Warn(settings);
    }

    /// <summary>Logs once what in the settings has no effect.</summary>
    public void Warn(LoggingSettings settings)
    {
        if (settings.ConfigAppend.Length > 0)
        {
            LogConfigAppendIgnored(_logger, settings.ConfigAppend);
        }

        foreach (var warning in _sink.Routes.Warnings)
        {
            LogFormatWarning(_logger, warning);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Factory.Dispose();
        await _sink.Routes.DisposeAsync();
    }
}
