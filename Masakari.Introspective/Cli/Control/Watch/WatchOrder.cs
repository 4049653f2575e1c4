using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.Monitoring;

namespace Masakari.Introspective.Cli.Control.Watch;

/// <summary>Which instances are shown first. Pure.</summary>
internal static class WatchOrder
{
    /// <summary>The worst first; alike ones by name, so that rows stay where they are.</summary>
    public static IReadOnlyList<InstanceView> WorstFirst(IEnumerable<InstanceView> instances) =>
        [
            .. instances
                .OrderBy(instance => Rank(instance.Status))
                .ThenBy(instance => instance.Name, StringComparer.Ordinal)
                .ThenBy(instance => instance.Uuid),
        ];

    private static int Rank(InstanceStatus status) =>
        status switch
        {
            InstanceStatus.GivenUp => 0,
            InstanceStatus.Reported => 1,
            InstanceStatus.Held => 2,
            InstanceStatus.Suspect => 3,
            InstanceStatus.Unarmed => 4,
            InstanceStatus.Paused => 5,
            InstanceStatus.Healthy => 6,
            InstanceStatus.Unwatched => 7,
            _ => 8,
        };
}
