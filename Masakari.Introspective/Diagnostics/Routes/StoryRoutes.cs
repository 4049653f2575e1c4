using System.Runtime.CompilerServices;
using System.Text.Json;
using Masakari.Introspective.Diagnostics.Control;
using Masakari.Introspective.Diagnostics.Explain;
using Masakari.Introspective.Diagnostics.Json;
using Masakari.Introspective.Monitoring.Story;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Masakari.Introspective.Diagnostics.Routes;

/// <summary>What was seen and decided: of one instance, of the host, and as it goes on.</summary>
internal sealed class StoryRoutes(MonitorDesk desk) : IControlRoutes
{
    /// <summary>Entries before the present that a follower begins with.</summary>
    private const int BeginsWith = 10;

    private static readonly TimeSpan BetweenMonitors = TimeSpan.FromMilliseconds(200);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/instances/{id}/story", ExplainAsync);
        routes.MapGet("/v1/events", EventsAsync);
    }

    private async Task ExplainAsync(HttpContext context)
    {
        var (id, at) = (ControlQuestion.Id(context), ControlQuestion.Time(context, "at"));
        await ControlReply.JsonAsync(
            context,
            await desk.AskAsync(
                sight => new Storyteller(sight, new Clockwork(desk.Time)).Explain(id, at),
                context.RequestAborted
            )
        );
    }

    private async Task EventsAsync(HttpContext context)
    {
        var id = ControlQuestion.Text(context, "instance");
        if (ControlQuestion.Flag(context, "follow"))
        {
            await FollowAsync(context, id);
            return;
        }

        await ControlReply.JsonAsync(
            context,
            await desk.AskAsync(
                sight =>
                {
                    var teller = new Storyteller(sight, new Clockwork(desk.Time));
                    return teller.Latest(id is null ? null : teller.Find(id));
                },
                context.RequestAborted
            )
        );
    }

    /// <summary>One JSON object a line until the reader leaves; over a reload of the configuration as well.</summary>
    private async Task FollowAsync(HttpContext context, string? id)
    {
        var following = await BeginAsync(id, context.RequestAborted);
        try
        {
            // A reader may stand still for as long as it likes: it misses entries, and is told how many.
            if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            {
                rate.MinDataRate = null;
            }

            context.Response.ContentType = "application/x-ndjson; charset=utf-8";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            while (true)
            {
                await RelayAsync(context, following);
                Leave(following);
                following = await NextAsync(following.Instance, following.KnowsUpTo, context.RequestAborted);
            }
        }
        finally
        {
            Leave(following);
        }
    }

    private async Task RelayAsync(HttpContext context, Following following)
    {
        foreach (var earlier in following.Earlier)
        {
            await TellAsync(context, following, earlier);
        }

        await context.Response.Body.FlushAsync(context.RequestAborted);
        while (await following.Follower.WaitAsync(context.RequestAborted))
        {
            while (following.Follower.TryRead(out var entry))
            {
                if (following.Follower.TakeDropped() is > 0 and var dropped)
                {
                    var host = following.Sight.Options.Inventory.HostName;
                    await WriteAsync(context, EventView.OfDropped(dropped, host, desk.Time.GetUtcNow()));
                }

                await TellAsync(context, following, EventView.Of(entry));
            }

            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private async Task<Following> BeginAsync(string? id, CancellationToken cancellationToken) =>
        await JoinAsync(
            sight =>
            {
                var teller = new Storyteller(sight, new Clockwork(desk.Time));
                Guid? instance = id is null ? null : teller.Find(id);
                var follower =
                    sight.Parts.Story.Follow(instance)
                    ?? throw ControlRefusal.Unavailable(
                        $"{StoryDesk.MostFollowers} others follow already: end one of them"
                    );
                return new Following(sight, instance, follower)
                {
                    Earlier = [.. teller.Latest(instance).TakeLast(BeginsWith)],
                    KnowsUpTo = desk.Time.GetUtcNow(),
                };
            },
            cancellationToken
        );

    /// <summary>The monitor ended: another takes its place, or the daemon itself ends, and this request with it.</summary>
    /// <param name="knowsUpTo">What the next one has written down since then comes first.</param>
    private async Task<Following> NextAsync(
        Guid? instance,
        DateTimeOffset knowsUpTo,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            await Task.Delay(BetweenMonitors, desk.Time, cancellationToken);
            try
            {
                return await JoinAsync(
                    sight =>
                    {
                        var follower =
                            sight.Parts.Story.Follow(instance)
                            ?? throw ControlRefusal.Unavailable("others follow already");
                        var teller = new Storyteller(sight, new Clockwork(desk.Time));
                        return new Following(sight, instance, follower)
                        {
                            Earlier =
                            [
                                .. teller
                                    .Latest(null)
                                    .Where(entry =>
                                        entry.At > knowsUpTo && (instance is null || entry.Instance == instance)
                                    ),
                            ],
                            KnowsUpTo = knowsUpTo,
                        };
                    },
                    cancellationToken
                );
            }
            catch (ControlRefusal)
            {
                // Not yet.
            }
        }
    }

    /// <summary>Has the watch take a follower in, unless whoever wants to follow has left meanwhile.</summary>
    private async Task<Following> JoinAsync(Func<MonitorSight, Following> join, CancellationToken cancellationToken)
    {
        var hasLeft = new StrongBox<bool>();
        try
        {
            return await desk.AskAsync(
                sight =>
                    Volatile.Read(ref hasLeft.Value)
                        ? throw ControlRefusal.Unavailable("nobody waits any more")
                        : join(sight),
                cancellationToken
            );
        }
        catch
        {
            Volatile.Write(ref hasLeft.Value, true);
            throw;
        }
    }

    /// <summary>Whether or not the monitor still runs: nobody waits for its turn.</summary>
    private static void Leave(Following following)
    {
        following.Follower.End();
        following.Sight.Around.Mailbox.Post(() => following.Sight.Parts.Story.Leave(following.Follower));
    }

    private static async Task TellAsync(HttpContext context, Following following, EventView view)
    {
        await WriteAsync(context, view);
        following.KnowsUpTo = view.At;
    }

    private static async Task WriteAsync(HttpContext context, EventView view)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(view, ViewJson.Compact);
        await context.Response.Body.WriteAsync(line, context.RequestAborted);
        await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
    }

    /// <summary>One who follows one monitor.</summary>
    private sealed class Following(MonitorSight sight, Guid? instance, StoryFollower follower)
    {
        public MonitorSight Sight => sight;

        /// <summary>Follows only this; null for everything.</summary>
        public Guid? Instance => instance;

        public StoryFollower Follower => follower;

        /// <summary>What is told first.</summary>
        public required IReadOnlyList<EventView> Earlier { get; init; }

        /// <summary>All up to this time was told, or is none of the follower's business.</summary>
        public required DateTimeOffset KnowsUpTo { get; set; }
    }
}
