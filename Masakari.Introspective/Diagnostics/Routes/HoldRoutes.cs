using Masakari.Introspective.Diagnostics.Control;
using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.Monitoring.Holds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Masakari.Introspective.Diagnostics.Routes;

/// <summary>People's holds. Who sets or releases one is told by the kernel, never by the request.</summary>
internal sealed class HoldRoutes(MonitorDesk desk) : IControlRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/holds", ListAsync);
        routes.MapPost("/v1/holds", SetAsync);
        routes.MapDelete("/v1/holds", ReleaseHostAsync);
        routes.MapDelete("/v1/holds/{id}", ReleaseInstanceAsync);
    }

    private async Task ListAsync(HttpContext context) =>
        await ControlReply.JsonAsync(
            context,
            await desk.AskAsync(
                sight => sight.Around.Holds.All.Select(hold => HoldRow.Of(sight, hold)).ToList(),
                context.RequestAborted
            )
        );

    private async Task SetAsync(HttpContext context)
    {
        var wish = await ControlQuestion.BodyAsync<HoldWish>(context);
        if (wish.Host == wish.Instance is { Length: > 0 })
        {
            throw ControlRefusal.BadRequest("A hold is on an instance or on the host: name one of the two.");
        }

        if (!double.IsFinite(wish.ForS) || wish.ForS < 1 || wish.ForS > HoldBook.Longest.TotalSeconds)
        {
            throw ControlRefusal.BadRequest(
                $"A hold lasts from 1 s to {HoldBook.Longest.TotalDays:0} days; set it anew when it ends."
            );
        }

        var who = PeerUser.Of(context);
        await ControlReply.JsonAsync(
            context,
            await desk.AskAsync(sight => Set(sight, wish, who), context.RequestAborted)
        );
    }

    private static HoldRow Set(MonitorSight sight, HoldWish wish, string who)
    {
        Guid? instance = wish.Host ? null : InstanceFinder.Find(sight.Around.Instances, wish.Instance!).Uuid;
        try
        {
            var duration = TimeSpan.FromSeconds(wish.ForS);
            return HoldRow.Of(sight, sight.Around.Holds.Set(instance, wish.Reason ?? "", who, duration));
        }
        catch (HoldRefusedException refused)
        {
            throw ControlRefusal.BadRequest(refused.Message);
        }
    }

    private async Task ReleaseHostAsync(HttpContext context)
    {
        var who = PeerUser.Of(context);
        await ControlReply.JsonAsync(
            context,
            await desk.AskAsync(
                sight => Release(sight, null, sight.Options.Inventory.HostName, who),
                context.RequestAborted
            )
        );
    }

    private async Task ReleaseInstanceAsync(HttpContext context)
    {
        var (id, who) = (ControlQuestion.Id(context), PeerUser.Of(context));
        await ControlReply.JsonAsync(
            context,
            await desk.AskAsync(
                sight =>
                {
                    // A hold outlives the instance that it is on.
                    if (Guid.TryParse(id, out var uuid) && sight.Around.Holds.All.Any(hold => hold.Instance == uuid))
                    {
                        return Release(sight, uuid, id, who);
                    }

                    var instance = InstanceFinder.Find(sight.Around.Instances, id);
                    return Release(sight, instance.Uuid, instance.DisplayName, who);
                },
                context.RequestAborted
            )
        );
    }

    private static ReleaseView Release(MonitorSight sight, Guid? instance, string name, string who) =>
        sight.Around.Holds.Release(instance, who)
            ? new ReleaseView(instance, name)
            : throw ControlRefusal.NotFound(
                $"No hold is on {(instance is null ? "the host" : name)}: `holds` lists those in force."
            );
}
