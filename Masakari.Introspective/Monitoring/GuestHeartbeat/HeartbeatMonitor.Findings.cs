using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Monitoring.GuestHeartbeat;

/// <summary>What the sessions find, and what follows.</summary>
internal sealed partial class HeartbeatMonitor
{
    /// <summary>A guest that fails, recovers and fails again faster than this is not reported each time: it may do so for ever.</summary>
    private static readonly TimeSpan LeastBetweenReports = TimeSpan.FromSeconds(30);

    /// <summary>Takes in one finding.</summary>
    public void Take(HeartbeatKey key, HeartbeatFinding finding)
    {
        if (instances.Find(key.Instance) is not { } instance || !instance.Followed.ContainsKey(key.Port))
        {
            return;
        }

        switch (finding.Kind)
        {
            case HeartbeatFindingKind.Lost:
                var lost = new Verdict(VerdictReason.HeartbeatLost, finding.Misses, finding.Lasted);
                Failed(instance, key, lost, finding.Action);
                break;
            case HeartbeatFindingKind.IllHealth:
                var ill = new Verdict(VerdictReason.IllHealth, 0, TimeSpan.Zero, finding.Text);
                Failed(instance, key, ill, finding.Action);
                break;
            case HeartbeatFindingKind.Recovered:
                Say(instance, () => LogRecovered(instance.Uuid, instance.DisplayName, key.Port));
                faults.Recover(instance, key.Port);
                break;
            case HeartbeatFindingKind.Exited:
                Say(instance, () => LogExited(instance.Uuid, key.Port, finding.Text));
                faults.Recover(instance, key.Port);
                break;
            case HeartbeatFindingKind.NotEstablished:
                NotEstablished(instance);
                break;
            case HeartbeatFindingKind.Unserved:
                LogUnserved(instance.Uuid, key.Port);
                break;
            default:
                Say(instance, () => Note(instance, key.Port, finding));
                break;
        }
    }

    private void Failed(InstanceMonitor instance, HeartbeatKey key, Verdict verdict, CorrectiveAction wish)
    {
        // While libvirt is away nobody hears of a pause; what a guest says of itself needs no libvirt.
        var isBlind = !instances.IsCurrent && verdict.Reason is VerdictReason.HeartbeatLost;
        if (isBlind || instance.Domain is { IsActive: false } or { IsAsleep: true })
        {
            service.Excuse(key);
            LogExcused(instance.Uuid, key.Port, verdict.Describe());
            return;
        }

        var response = settings.Policy.Answer(wish);
        if (response is HeartbeatResponse.Log)
        {
            faults.Recover(instance, key.Port);
            Say(instance, () => LogOnly(instance.Uuid, instance.DisplayName, key.Port, verdict.Describe()));
            return;
        }

        var now = time.Monotonic();
        if (instance.HeartbeatReportedAt is { } at && now - at < LeastBetweenReports && instance.Incidents.Open is null)
        {
            service.Excuse(key);
            Say(instance, () => LogTooOften(instance.Uuid, key.Port, verdict.Describe()));
            return;
        }

        var reportedBefore = instance.HeartbeatReportedAt;
        instance.HeartbeatReportedAt = now;
        if (wish is CorrectiveAction.Stop && response is HeartbeatResponse.Notify)
        {
            LogNoStop(instance.Uuid, instance.DisplayName);
        }

        var isTaken = faults.Report(
            instance,
            key.Port,
            verdict,
            response is HeartbeatResponse.Stop ? notification => _ = StopAsync(instance, key, notification) : null
        );
        if (!isTaken)
        {
            service.HoldFailure(key);
            // Found again, it is to be reported then.
            instance.HeartbeatReportedAt = reportedBefore;
        }
    }

    /// <summary>Nobody is told of what its heartbeats found: what lasts is found again.</summary>
    public void BringAgain(InstanceMonitor instance)
    {
        foreach (var port in instance.Sides.Failed.Where(instance.Followed.ContainsKey))
        {
            service.HoldFailure(new HeartbeatKey(instance.Uuid, port));
        }
    }

    private async Task StopAsync(InstanceMonitor instance, HeartbeatKey key, Notification instead)
    {
        try
        {
            // What forbids a report forbids this even more.
            var read = await FaultLook.UntilKnownAsync(reports, instead, time, stopping);
            if (read.Truth is FaultTruth.Gone)
            {
                reports.Ended(instead, ReportEnd.Withdrawn(read));
                return;
            }

            LogStopping(instance.Uuid, instance.DisplayName);
            await nova.StopAsync(instance.Uuid, stopping);
            LogStopTaken(instance.Uuid, instance.DisplayName);
            mailbox.Post(() => instance.Incidents.Delivered(instead.Event));
        }
        catch (OpenStackException refusal)
        {
            mailbox.Post(() =>
            {
                if (instance.Sides.Has(key.Port))
                {
                    LogStopRefused(instance.Uuid, instance.DisplayName, refusal.Message);
                    notifier.Report(instead);
                }
            });
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The monitor stops: the next one finds the failure again.
        }
    }

    private void NotEstablished(InstanceMonitor instance)
    {
        // The guest may speak on another of its channels.
        if (service.Look(instance.Uuid).All(session => session.View.Registration is null))
        {
            LogNotEstablished(instance.Uuid, instance.DisplayName);
        }
    }

    /// <summary>Lines that a guest can cause at will are bounded.</summary>
    private void Say(InstanceMonitor instance, Action line)
    {
        if (instance.Chatter.Allows(time.Monotonic()))
        {
            line();
        }
    }

    private void Note(InstanceMonitor instance, string port, HeartbeatFinding finding)
    {
        switch (finding.Kind)
        {
            case HeartbeatFindingKind.Registered or HeartbeatFindingKind.RegisteredAgain:
                var interval = (int)finding.Interval.TotalMilliseconds;
                LogRegistered(instance.Uuid, instance.DisplayName, port, finding.Text, interval, finding.Action);
                if (interval != finding.AskedMs)
                {
                    LogClamped(instance.Uuid, finding.AskedMs, interval);
                }

                break;
            case HeartbeatFindingKind.Established:
                LogEstablished(instance.Uuid, instance.DisplayName, port);
                break;
            case HeartbeatFindingKind.Missed:
                LogMissed(instance.Uuid, port, finding.Misses, settings.Session.MissesAllowed);
                break;
            case HeartbeatFindingKind.LateAnswer:
                LogLate(instance.Uuid, port);
                break;
            case HeartbeatFindingKind.WrongAnswer:
                LogWrong(instance.Uuid, port);
                break;
            case HeartbeatFindingKind.HostLate:
                LogHostLate(instance.Uuid, port, finding.Lasted.TotalMilliseconds);
                break;
            case HeartbeatFindingKind.Refused:
                LogRefused(instance.Uuid, port, finding.Text);
                break;
            case HeartbeatFindingKind.VersionRefused:
                LogVersion(instance.Uuid, port, finding.Text);
                break;
        }
    }
}
