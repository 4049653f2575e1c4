using Masakari.Introspective.Diagnostics.Control;
using Masakari.Introspective.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Diagnostics.Routes;

/// <summary>All that the control socket answers.</summary>
internal static class ControlRoutes
{
    public static ControlServer Serve(MonitorDesk desk, ILoggerFactory loggers) =>
        new(
            [
                new StatusRoutes(desk),
                new MetricsRoutes(desk),
                new StoryRoutes(desk),
                new PingRoutes(desk),
                new HoldRoutes(desk),
                new NotificationRoutes(desk),
            ],
            loggers,
            loggers.CreateLogger<ControlServer>()
        );
}
