using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Assembly;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring;

/// <summary>What happens to a domain, told to every side that watches it.</summary>
internal sealed partial class HostMonitor
{
    /// <summary>VIR_DOMAIN_EVENT_STARTED_WAKEUP: the guest wakes from a suspend of its own, it does not boot.</summary>
    private const int StartedByWakeUp = 4;

    private void Started(InstanceMonitor instance)
    {
        Parts.Opinions.Forget(instance);
        instance.Started(_time.Monotonic());
        Parts.Heartbeats.Started(instance);
        Parts.Health.Restarted(instance);
    }

    private void Stopped(InstanceMonitor instance)
    {
        Parts.Opinions.Forget(instance);
        instance.Stopped(_time.Monotonic());
        Parts.Heartbeats.Drop(instance);
    }

    private void Rebooted(InstanceMonitor instance)
    {
        Parts.Opinions.Forget(instance);
        instance.Rebooted(_time.Monotonic());
        Parts.Heartbeats.Rebooted(instance);
        Parts.Health.Restarted(instance);
    }

    private void Suspended(InstanceMonitor instance)
    {
        Parts.Opinions.Forget(instance);
        instance.Detector.Suspended(_time.Monotonic());
        Parts.Heartbeats.Suspended(instance);
    }

    private void Resumed(InstanceMonitor instance)
    {
        Parts.Opinions.Forget(instance);
        instance.Detector.Resumed(_time.Monotonic());
        Parts.Heartbeats.Resumed(instance);
    }

    /// <summary>Brings what is believed in line with the domain's state: the event of a pause, or of its end, may be missed.</summary>
    private void TakeSleep(InstanceMonitor instance)
    {
        if (instance.Domain.IsAsleep && instance.Detector.Finding is not Finding.Paused)
        {
            Suspended(instance);
        }
        else if (instance.Domain.State is DomainState.Running)
        {
            if (instance.Detector.Finding is Finding.Paused)
            {
                instance.Detector.Resumed(_time.Monotonic());
            }

            Parts.Heartbeats.Awake(instance);
        }
    }

    void IMonitorTurns.TakeHeartbeat(HeartbeatKey key, HeartbeatFinding finding)
    {
        Parts.Judge.Look();
        Parts.Story.Heard(key, finding);
        Parts.Heartbeats.Take(key, finding);
        Parts.Storm.Heard(key.Instance);
        if (_instances.Find(key.Instance) is { } instance)
        {
            Parts.Status.Note(instance);
        }

        Parts.Keeper.Changed();
    }

    /// <param name="report">What was reported about a guest that still fails, delivered or not; null where nothing was.</param>
    /// <returns>Whether that report was about a heartbeat.</returns>
    /// <remarks>A failure that nobody was told of is found again, and reported: it may have been on its way to Nova.</remarks>
    private static bool RememberHeartbeats(
        InstanceMonitor instance,
        IReadOnlyList<KnownHeartbeat> heartbeats,
        Notification? report
    )
    {
        foreach (var known in heartbeats)
        {
            if (report is not null && known.HasFailed)
            {
                instance.Remembered[known.Port] = known;
                instance.Sides.Fail(known.Port, report.Cause);
            }
            else
            {
                instance.Remembered[known.Port] = known with { IsLost = false, IllWish = null };
            }
        }

        return !instance.Sides.IsWell;
    }
}
