using Serilog.Core;
using Serilog.Events;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>Serilog's end of the log; the routes behind it can be exchanged while it is in use.</summary>
internal sealed class RouteSink(LogRoutes routes) : ILogEventSink
{
    private volatile LogRoutes _routes = routes;

    public LogRoutes Routes => _routes;

    public void Emit(LogEvent logEvent) => _routes.Emit(logEvent);

    /// <returns>The routes used until now.</returns>
    public LogRoutes Exchange(LogRoutes routes)
    {
        var before = _routes;
        _routes = routes;
        return before;
    }
}
