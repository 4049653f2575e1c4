using Masakari.Introspective.Diagnostics.Control;
using Masakari.Introspective.Diagnostics.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Masakari.Introspective.Diagnostics.Routes;

/// <summary>How the daemon and the instances stand.</summary>
internal sealed class StatusRoutes(MonitorDesk desk) : IControlRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/version", context => ControlReply.JsonAsync(context, desk.Facts));
        routes.MapGet("/v1/status", StatusAsync);
        routes.MapGet("/v1/instances", InstancesAsync);
        routes.MapGet("/v1/instances/{id}", InstanceAsync);
    }

    private async Task StatusAsync(HttpContext context) =>
        await ControlReply.JsonAsync(
            context,
            await desk.AskAsync(
                sight => StatusLooker.Look(sight, desk.Facts, new Clockwork(desk.Time)),
                context.RequestAborted
            )
        );

    private async Task InstancesAsync(HttpContext context) =>
        await ControlReply.JsonAsync(
            context,
            await desk.AskAsync(
                sight =>
                {
                    var looker = new InstanceLooker(sight, new Clockwork(desk.Time));
                    return sight
                        .Around.Instances.All.Select(looker.Summary)
                        .OrderBy(view => view.Name, StringComparer.Ordinal)
                        .ThenBy(view => view.Uuid)
                        .ToList();
                },
                context.RequestAborted
            )
        );

    private async Task InstanceAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        await ControlReply.JsonAsync(
            context,
            await desk.AskAsync(
                sight =>
                    new InstanceLooker(sight, new Clockwork(desk.Time)).Detail(
                        InstanceFinder.Find(sight.Around.Instances, id)
                    ),
                context.RequestAborted
            )
        );
    }
}
