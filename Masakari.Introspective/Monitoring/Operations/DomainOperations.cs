using Masakari.Introspective.Detection.Operations;
using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Monitoring.Operations;

/// <summary>What libvirt's numbers say about planned operations.</summary>
internal static class DomainOperations
{
    /// <summary>VIR_DOMAIN_EVENT_STARTED_MIGRATED.</summary>
    public const int StartedByMigration = 1;

    /// <summary>VIR_DOMAIN_EVENT_STARTED_WAKEUP.</summary>
    public const int StartedByWakeUp = 4;

    /// <summary>VIR_DOMAIN_EVENT_RESUMED_POSTCOPY.</summary>
    public const int ResumedInPostCopy = 3;

    /// <summary>VIR_DOMAIN_EVENT_SHUTDOWN_HOST: QEMU was told to end by a signal.</summary>
    public const int ShutdownByHost = 2;

    /// <summary>VIR_DOMAIN_EVENT_STOPPED_FAILED.</summary>
    public const int StoppedByFailure = 5;

    /// <summary>VIR_DOMAIN_PAUSED_MIGRATION.</summary>
    public const int PausedByMigration = 2;

    /// <summary>What a pause is for (virDomainEventSuspendedDetailType); null where nobody planned it.</summary>
    public static Operation? OfSuspension(int detail) =>
        detail switch
        {
            0 or 4 or 5 => Operation.Pause,
            1 or 7 => Operation.Migration,
            _ => null,
        };

    /// <summary>What the state of a domain says is under way; null where nothing is.</summary>
    /// <remarks>virDomainPausedReason: user, dump, starting and the like, but not I/O error, watchdog, panic.</remarks>
    public static Operation? OfState(DomainState state, int reason) =>
        state switch
        {
            DomainState.Shutdown => Operation.PowerOff,
            DomainState.PmSuspended => Operation.Pause,
            DomainState.Paused => reason switch
            {
                PausedByMigration or 12 => Operation.Migration,
                3 => Operation.Save,
                4 or 9 => Operation.Snapshot,
                1 or 7 or 11 => Operation.Pause,
                8 => Operation.PowerOff,
                _ => null,
            },
            _ => null,
        };

    /// <summary>What a job does to the guest; null where there is none, or the guest runs on beside it undisturbed.</summary>
    public static Operation? OfJob(DomainJob job) =>
        !job.IsActive
            ? null
            : job.Operation switch
            {
                DomainJobOperation.MigrationIn or DomainJobOperation.MigrationOut => Operation.Migration,
                DomainJobOperation.Save or DomainJobOperation.Restore => Operation.Save,
                DomainJobOperation.Snapshot or DomainJobOperation.SnapshotRevert or DomainJobOperation.Dump =>
                    Operation.Snapshot,
                DomainJobOperation.Backup or DomainJobOperation.SnapshotDelete => null,
                _ => Operation.Task,
            };
}
