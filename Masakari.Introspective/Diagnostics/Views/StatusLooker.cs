using Masakari.Introspective.Monitoring;

namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>The daemon and its host, as others are shown them.</summary>
internal static class StatusLooker
{
    /// <summary>To be called only in the watch's turn.</summary>
    public static StatusView Look(MonitorSight sight, DaemonFacts facts, Clockwork clock)
    {
        var (parts, around) = (sight.Parts, sight.Around);
        var pending = sight.Delivery.Pending;
        var holds = around.Holds.All;
        return new StatusView(
            facts.Program,
            facts.Version,
            facts.Pid,
            facts.StartedAt,
            (clock.Now - facts.StartedAt).TotalSeconds,
            sight.Options.Inventory.HostName,
            sight.IsMoving(),
            sight.Options.Observing.ObserveOnly,
            HoldView.Of(holds.FirstOrDefault(hold => hold.Instance is null)),
            holds.Count(hold => hold.Instance is not null),
            new LibvirtView(around.Instances.IsCurrent, around.Instances.All.Count),
            sight.Registration is { } asked ? RegistrationView.Of(asked) : null,
            new OutboxView(
                pending.Count,
                pending.Count == 0 ? null : (clock.Now - pending.Min(waiting => waiting.GeneratedAt)).TotalSeconds,
                sight.Delivery.IsDurable
            ),
            new BrakeView(parts.Storm.IsEngaged, parts.Storm.InTrouble, parts.Storm.Watched),
            new HealthView(parts.Judge.Score, parts.Judge.Factor, parts.Judge.Complaints),
            Count(sight)
        );
    }

    /// <summary>The instances of each status; every status is there.</summary>
    public static IReadOnlyDictionary<string, int> Count(MonitorSight sight)
    {
        var counts = Enum.GetValues<InstanceStatus>().ToDictionary(StatusView.KeyOf, _ => 0, StringComparer.Ordinal);
        foreach (var instance in sight.Around.Instances.All)
        {
            sight.Parts.Status.Note(instance);
            counts[StatusView.KeyOf(instance.Status)]++;
        }

        return counts;
    }
}
