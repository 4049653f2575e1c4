using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring.Memory;

/// <summary>What is remembered of an instance over a restart of the monitor.</summary>
/// <param name="Uuid">UUID of the instance.</param>
/// <param name="Name">Name of the domain.</param>
/// <param name="RunId">libvirt's id of the run.</param>
/// <param name="HasAnswered">Whether the guest answered in that run.</param>
/// <param name="Heartbeats">Its registrations for heartbeats in that run; null where it has none.</param>
/// <param name="Attached">The channel that the monitor attached in that run; null where it did not.</param>
/// <param name="IsReported">Whether its silence was reported.</param>
/// <param name="Told">What the recovery service was told about the present fault; null where it was told nothing.</param>
/// <param name="IsTimeoutLowered">Whether the agent's response timeout is lowered.</param>
/// <param name="HealthCheck">Its health check; null where there is nothing to remember of one.</param>
/// <param name="IsFenced">Whether the monitor itself was about to end that run.</param>
/// <param name="BootedAt">When it started or last rebooted, as far as was seen; UTC. Not compared: it changes with the run.</param>
/// <param name="Disturbance">The planned operation that excuses it, or did a moment ago; null where there is none.</param>
internal sealed record KnownRun(
    Guid Uuid,
    string Name,
    int RunId,
    bool HasAnswered,
    IReadOnlyList<KnownHeartbeat>? Heartbeats = null,
    string? Attached = null,
    bool IsReported = false,
    Notification? Told = null,
    bool IsTimeoutLowered = false,
    KnownHealthCheck? HealthCheck = null,
    bool IsFenced = false,
    DateTimeOffset? BootedAt = null,
    KnownDisturbance? Disturbance = null
)
{
    public bool Equals(KnownRun? other) =>
        other is not null
        && (Uuid, Name, RunId, HasAnswered, Attached, IsReported, Told, IsTimeoutLowered, HealthCheck, IsFenced)
            == (
                other.Uuid,
                other.Name,
                other.RunId,
                other.HasAnswered,
                other.Attached,
                other.IsReported,
                other.Told,
                other.IsTimeoutLowered,
                other.HealthCheck,
                other.IsFenced
            )
        && Disturbance == other.Disturbance
        && (Heartbeats ?? []).SequenceEqual(other.Heartbeats ?? []);

    public override int GetHashCode() => HashCode.Combine(Uuid, RunId, HasAnswered);
}
