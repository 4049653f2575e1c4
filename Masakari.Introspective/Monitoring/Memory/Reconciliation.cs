using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Monitoring.Memory;

/// <summary>Finds what happened while nobody watched, by comparing what was known with libvirt's list.</summary>
internal static class Reconciliation
{
    public static IReadOnlyList<RunChange> Compare(
        IReadOnlyCollection<KnownRun> known,
        IReadOnlyList<DomainSnapshot> listed
    )
    {
        var before = known.ToDictionary(run => run.Uuid);
        var changes = listed.Select(now => new RunChange(before.GetValueOrDefault(now.Uuid), now)).ToList();
        var present = listed.Select(now => now.Uuid).ToHashSet();
        changes.AddRange(known.Where(run => !present.Contains(run.Uuid)).Select(run => new RunChange(run, null)));
        return changes;
    }

    /// <summary>The lifecycle event that was missed when a run ended; null where the monitor reports none.</summary>
    /// <param name="reason">libvirt's reason (<c>virDomainShutoffReason</c>).</param>
    /// <remarks>
    /// A killed QEMU leaves the reason "crashed" behind, as a guest that panicked under on_crash=destroy does; the events
    /// would have told them apart. Nobody asked for either, so both count as STOPPED_FAILED.
    /// </remarks>
    public static int? MissedStopDetail(int reason) =>
        reason switch
        {
            ShutoffReason.Shutdown => 0,
            ShutoffReason.Destroyed => 1,
            _ when ShutoffReason.IsFailure(reason) => 5,
            _ => null,
        };
}
