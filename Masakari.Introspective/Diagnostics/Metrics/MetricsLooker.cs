using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Diagnostics.Metrics;

/// <summary>Reads what a scrape shows.</summary>
internal static class MetricsLooker
{
    /// <summary>UTF-8 bytes of a domain's name; libvirt's own limit is that of a file's name.</summary>
    private const int MostName = 255;

    /// <summary>To be called only in the watch's turn.</summary>
    public static MetricsSnapshot Look(MonitorSight sight, DaemonFacts facts, Clockwork clock)
    {
        var (registered, lost) = Heartbeats(sight);
        return new MetricsSnapshot(
            StatusLooker.Look(sight, facts, clock),
            sight.Around.Tally.Read(),
            [
                .. Enum.GetValues<AgentLane>()
                    .Select(lane => (lane, sight.Parts.Scheduler.OpenCallsOf(lane), sight.Options.Lanes.CallsOf(lane))),
            ],
            sight.Parts.Judge.Lateness.TotalSeconds,
            registered,
            lost,
            sight.Registration?.Current,
            [.. sight.Around.Instances.All.Select(instance => Guest(sight, instance, clock))]
        );
    }

    private static GuestMetrics Guest(MonitorSight sight, InstanceMonitor instance, Clockwork clock)
    {
        var budget = sight.Around.Budgets.Options.Budget.Recoveries;
        var spent = sight.Around.Budgets.Find(instance.Uuid)?.Budget.Spent.Count ?? 0;
        return new GuestMetrics(
            WireText.Clean(instance.Domain.Name, MostName),
            instance.Uuid,
            instance.Status,
            clock.At(instance.AnsweredAt),
            HaGate.Read(instance.Server, sight.Options.Inventory.HaEnabledKey),
            budget > 0 ? Math.Max(0, budget - spent) : null
        );
    }

    private static (int Registered, int Lost) Heartbeats(MonitorSight sight)
    {
        var beats = sight
            .Around.Instances.All.Where(instance => instance.Followed.Count > 0)
            .SelectMany(instance => sight.Parts.Service.Look(instance.Uuid))
            .Where(beat => beat.View.Registration is not null)
            .ToList();
        return (beats.Count, beats.Count(beat => beat.View.HasFailed));
    }
}
