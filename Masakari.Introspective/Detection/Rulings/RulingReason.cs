namespace Masakari.Introspective.Detection.Rulings;

/// <summary>Why a verdict is not reported; logs, metrics and the command line show its <see cref="ReasonCode"/>.</summary>
internal enum RulingReason
{
    /// <summary>The instance's owner did not ask for recovery (require_ha_enabled).</summary>
    NotHaEnabled,

    /// <summary>It was reported as often as recovery_budget allows and failed again: a person has to look.</summary>
    GivenUp,

    /// <summary>Its last recovery came to nothing a moment ago.</summary>
    CoolDown,

    /// <summary>It fails and is well again by itself, over and over.</summary>
    Flapping,

    /// <summary>A person holds the instance or the host.</summary>
    HeldByPerson,

    /// <summary>The host or the instance is only observed.</summary>
    ObserveOnly,

    /// <summary>So many guests of the host fail at the same time that the host is the likelier cause.</summary>
    Storm,

    /// <summary>The monitor, or its host, is itself too slow to blame a guest yet.</summary>
    JudgeUnwell,

    /// <summary>It is being stopped or deleted.</summary>
    PlannedStop,

    /// <summary>Nova reboots it.</summary>
    PlannedReboot,

    /// <summary>It is being migrated or resized.</summary>
    Migrating,

    /// <summary>It is paused.</summary>
    Paused,

    /// <summary>It is being suspended, resumed, shelved or unshelved.</summary>
    Saving,

    /// <summary>A snapshot of it is taken.</summary>
    Snapshot,

    /// <summary>Nova is at something else with it, or a job of libvirt's is.</summary>
    PlannedTask,

    /// <summary>It was started, resumed, rebooted or migrated a moment ago.</summary>
    Grace,

    /// <summary>Nova has it as stopped, paused, suspended, shelved or deleted: its owner wants it so.</summary>
    OwnerStopped,

    /// <summary>Nova has it as rescued or building.</summary>
    NotInService,

    /// <summary>Nova has it on another host.</summary>
    OtherHost,

    /// <summary>It was to come here by migration and did not arrive: on the other host it still runs.</summary>
    IncomingMigrationFailed,

    /// <summary>The agent's port is closed and the guest's kernel is alive: its owner stopped the agent.</summary>
    AgentGone,

    /// <summary>The kernel is not proved dead (demand_second_opinion).</summary>
    SecondOpinion,

    /// <summary>The guest has not run long enough since its start or its last reboot (minimum_uptime).</summary>
    MinimumUptime,
}
