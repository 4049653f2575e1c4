using Masakari.Introspective.Diagnostics.Control;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Diagnostics.Routes;

/// <summary>All that the control socket answers.</summary>
internal static class ControlRoutes
{
    public static ControlServer Serve(MonitorDesk desk, ILoggerFactory loggers) =>
        new(
            [
                new StatusRoutes(desk),
                new StoryRoutes(desk),
                new PingRoutes(desk),
                new HoldRoutes(desk),
                new NotificationRoutes(desk),
            ],
            loggers,
            loggers.CreateLogger<ControlServer>()
        );
}
