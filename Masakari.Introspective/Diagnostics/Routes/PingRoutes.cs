using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Diagnostics.Control;
using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Monitoring.Introspection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Masakari.Introspective.Diagnostics.Routes;

/// <summary>Asks a guest now.</summary>
internal sealed class PingRoutes(MonitorDesk desk) : IControlRoutes
{
    /// <summary>Longer than the watch's own deadline: only a watch that does not move any more lets it pass.</summary>
    private static readonly TimeSpan Patience = PingDesk.Deadline + TimeSpan.FromSeconds(2);

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/instances/{id}/ping", PingAsync);

    private async Task PingAsync(HttpContext context)
    {
        var id = ControlQuestion.Id(context);
        var (uuid, asked) = await desk.AskAsync(
            sight =>
            {
                var instance = InstanceFinder.Find(sight.Around.Instances, id);
                return (instance.Uuid, sight.Parts.Pings.Ask(instance));
            },
            context.RequestAborted
        );
        PersonPing ping;
        try
        {
            ping = await asked.WaitAsync(Patience, desk.Time, context.RequestAborted);
        }
        catch (TimeoutException)
        {
            throw ControlRefusal.Unavailable(
                "the watch ended, or was begun anew, while the guest was asked: ask again"
            );
        }

        await ControlReply.JsonAsync(
            context,
            await desk.AskAsync(sight => ViewOf(sight, uuid, ping), context.RequestAborted)
        );
    }

    private PingView ViewOf(MonitorSight sight, Guid uuid, PersonPing ping)
    {
        var looker = new InstanceLooker(sight, new Clockwork(desk.Time));
        return new PingView(
            uuid,
            sight.Around.Instances.Find(uuid)?.DisplayName ?? uuid.ToString(),
            ping.Answer is { } answer ? ReasonCode.Of(answer) : null,
            ping.Answer is PingAnswer.Replied or PingAnswer.RepliedWithError,
            Math.Round(ping.Took.TotalMilliseconds, 1),
            ping.IsOfWatch,
            PingText.Of(ping.Answer, ping.Detail),
            looker.Heartbeats(uuid)
        );
    }
}
