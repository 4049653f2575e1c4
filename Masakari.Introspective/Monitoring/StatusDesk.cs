using Masakari.Introspective.Configuration;
using Masakari.Introspective.Heartbeat;

namespace Masakari.Introspective.Monitoring;

/// <summary>Keeps the status of each instance, and since when it holds.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed class StatusDesk(HeartbeatService heartbeats, TimeProvider time)
{
    /// <summary>Hears of each change: the instance, which has the new status already, and the former one, null for none.</summary>
    public Action<InstanceMonitor, InstanceStatus?>? Changed { get; set; }

    /// <summary>Takes in that something may have changed about an instance.</summary>
    public void Note(InstanceMonitor instance)
    {
        var beats = instance.Followed.Count > 0 ? heartbeats.Look(instance.Uuid) : [];
        var status = StatusTable.Of(
            instance,
            beats.Any(beat => beat.View.Registration is not null),
            beats.Any(beat => beat.View.IsSuspect || beat.View.HasFailed)
        );
        if (status == instance.Status && instance.StatusSince is not null)
        {
            return;
        }

        InstanceStatus? before = instance.StatusSince is null ? null : instance.Status;
        (instance.Status, instance.StatusSince) = (status, time.Monotonic());
        Changed?.Invoke(instance, before);
    }
}
