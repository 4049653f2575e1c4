using Masakari.Introspective.Diagnostics.Control;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Masakari.Introspective.Diagnostics.Metrics;

/// <summary>The pages of monitoring systems, on the control socket.</summary>
internal sealed class MetricsRoutes(MonitorDesk desk) : IControlRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var pages = new MetricsPages(desk);
        routes.MapGet("/metrics", pages.MetricsAsync);
        routes.MapGet("/healthz", pages.HealthAsync);
        routes.MapGet("/readyz", pages.ReadyAsync);
    }
}
