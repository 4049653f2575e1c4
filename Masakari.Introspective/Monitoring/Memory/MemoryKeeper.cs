using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Operations;
using Masakari.Introspective.Monitoring.HealthChecks;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring.Memory;

/// <summary>Writes the memory when what it holds has changed, at most once a second, and once a minute to keep it fresh.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed class MemoryKeeper(
    InstanceMemory memory,
    InstanceTable instances,
    Func<Guid, IReadOnlyList<KnownHeartbeat>?> heartbeats,
    Func<Guid, Disturbance?> disturbances,
    Func<Guid, int?> untoldStalls,
    INotifier notifier,
    TimeProvider time
)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(1);

    private TimeSpan? _savedAt;
    private IReadOnlyList<KnownRun> _saved = [];
    private bool _isDirty;

    /// <summary>The running instances as they are now.</summary>
    public IReadOnlyList<KnownRun> Running() => Known(instance => instance.Domain.IsActive);

    /// <summary>
    /// With them those whose run ended in a panic that nobody was told of: to the next life these have died unseen.
    /// </summary>
    private IReadOnlyList<KnownRun> Known() =>
        Known(instance => instance.Domain.IsActive || untoldStalls(instance.Uuid) is not null);

    private IReadOnlyList<KnownRun> Known(Func<InstanceMonitor, bool> isWanted) =>
        [
            .. instances
                .All.Where(isWanted)
                .Select(instance => new KnownRun(
                    instance.Uuid,
                    instance.Domain.Name,
                    instance.LastRun,
                    instance.Detector.HasAnswered,
                    heartbeats(instance.Uuid) ?? NotYetTakenUp(instance),
                    instance.AttachedPort,
                    instance.Detector.State is GuestState.Reported,
                    ToldOf(instance),
                    instance.IsTimeoutLowered,
                    HealthCheckMonitor.Known(instance),
                    instance.FencedRun == instance.LastRun,
                    OnTheWall(instance.BootedAt),
                    DisturbanceOf(instance)
                ))
                .OrderBy(run => run.Uuid),
        ];

    /// <summary>
    /// What is on its way counts as told: the next life either finds it waiting in the outbox, or it was delivered after this
    /// one had ceased to listen.
    /// </summary>
    private Notification? ToldOf(InstanceMonitor instance) =>
        instance.Incidents switch
        {
            { IsRehearsed: true } => null,
            { IsDelivered: true, Open: var open } => open,
            { Open: { Event: FaultReporter.Event } open } when notifier.Pending.Contains(open) => open,
            _ => null,
        };

    private KnownDisturbance? DisturbanceOf(InstanceMonitor instance) =>
        disturbances(instance.Uuid) is { } disturbance
            ? new KnownDisturbance(disturbance.After, disturbance.EndedAt is { } endedAt ? OnTheWall(endedAt) : null)
            : null;

    private DateTimeOffset OnTheWall(TimeSpan at) => time.GetUtcNow() - (time.Monotonic() - at);

    private static IReadOnlyList<KnownHeartbeat>? NotYetTakenUp(InstanceMonitor instance) =>
        instance.Remembered.Count == 0 ? null : [.. instance.Remembered.Values];

    public void Changed() => _isDirty = true;

    public void SaveIfDue()
    {
        // Until libvirt's list has been seen, the file knows more than the table.
        if (!instances.IsCurrent)
        {
            return;
        }

        if (_savedAt is not { } at || time.Monotonic() - at >= Refresh)
        {
            Save();
        }
        else if (_isDirty)
        {
            _isDirty = false;
            if (!Known().SequenceEqual(_saved))
            {
                Save();
            }
        }
    }

    /// <summary>Writes now.</summary>
    public void Save()
    {
        if (instances.IsCurrent)
        {
            _saved = Known();
            memory.Save(_saved);
            _savedAt = time.Monotonic();
        }
    }
}
