using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.GuestPing.HealthCheck;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Protocol.Text;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.HealthChecks;

/// <summary>Has the QEMU guest agent check the application in each guest for which somebody named a program.</summary>
/// <remarks>
/// Called only from the <see cref="Mailbox"/>. Its agent calls take places that the pings leave free, and only for guests
/// that answer: a ping neither waits for a check nor finds its guest's agent busy with one.
/// </remarks>
internal sealed partial class HealthCheckMonitor(
    HealthCheckOptions options,
    TimeSpan agentTimeout,
    bool readsNova,
    PingScheduler scheduler,
    ILibvirtHost libvirt,
    FaultReporter faults,
    Action<InstanceMonitor> askNow,
    Action<InstanceMonitor> suspect,
    Mailbox mailbox,
    TimeProvider time,
    ILogger<HealthCheckMonitor> logger,
    CancellationToken stopping
)
{
    /// <summary>The side of an instance that its health check sees.</summary>
    public const string Side = "health-check";

    /// <summary>A result older than an interval, a time-out and this is no reason to report anything.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(15);

    private readonly HashSet<InstanceMonitor> _checked = [];
    private readonly Queue<InstanceMonitor> _due = new();
    private readonly HashSet<InstanceMonitor> _queued = [];

    /// <summary>Hears of each finding; null where nobody listens.</summary>
    public Action<InstanceMonitor, HealthCheckFinding>? Seen { get; set; }

    /// <summary>Decides anew which program checks the instance.</summary>
    public void Reconsider(InstanceMonitor instance)
    {
        var choice = HealthCheckChoice.Of(options, WishOf(instance));
        var isWatched = instance.Watch is { IsWatched: true } && instance.Domain.IsActive;
        if (isWatched && choice.NotAllowed is { } refused && refused != instance.RefusedHealthCheck)
        {
            instance.RefusedHealthCheck = refused;
            LogNotAllowed(instance.Uuid, instance.DisplayName, WireText.Clean(refused, WireText.LogMessage));
        }

        if (!isWatched || choice.Path is not { } path)
        {
            Leave(instance);
        }
        else if (instance.HealthCheck?.Path != path)
        {
            Begin(instance, path);
        }
    }

    /// <summary>The guest boots: what ran in it is gone, and what it refused may be there now.</summary>
    public void Restarted(InstanceMonitor instance)
    {
        End(instance);
        instance.RefusedHealthCheck = null;
        Reconsider(instance);
    }

    /// <summary>The instance is gone from this host.</summary>
    public void Forget(InstanceMonitor instance) => End(instance);

    /// <summary>Asks whoever is due, as far as the pings leave room.</summary>
    public void Tick()
    {
        var now = time.Monotonic();
        foreach (var instance in _checked.Where(instance => IsDue(instance, now) && _queued.Add(instance)))
        {
            _due.Enqueue(instance);
        }

        Pump();
    }

    /// <summary>Has a failed check run once more, out of turn.</summary>
    public void Hasten(InstanceMonitor instance)
    {
        if (instance.HealthCheck is { HasFailed: true } session)
        {
            session.Hasten(time.Monotonic());
            Tick();
        }
    }

    /// <summary>Whether what the check found still holds.</summary>
    public (FaultTruth Truth, string Why) ReadTruth(InstanceMonitor instance)
    {
        if (instance.HealthCheck is not { } session)
        {
            return instance.RememberedHealthCheck is null
                ? (FaultTruth.Gone, "its health is no longer checked")
                : (FaultTruth.Unknown, "it is not known yet whether its health is checked");
        }

        var limit = options.Interval + options.Timeout + Slack;
        return session switch
        {
            { HasFailed: false } => (FaultTruth.Gone, "its health check passes again"),
            { JudgedAt: { } at } when time.Monotonic() - at < limit && !(at < instance.HeldUntil) => (
                FaultTruth.StillTrue,
                "its health check still fails"
            ),
            _ => (FaultTruth.Unknown, "its health is being checked again"),
        };
    }

    /// <summary>What is worth remembering over a restart of the monitor; null where there is nothing.</summary>
    public static KnownHealthCheck? Known(InstanceMonitor instance) =>
        instance.HealthCheck is { } session
            ? new KnownHealthCheck(session.Path, session.Pid, session.HasFailed, session.HasPassed)
            : instance.RememberedHealthCheck;

    private string? WishOf(InstanceMonitor instance) =>
        (
            readsNova && instance.Server is null
                ? KnownPathOf(instance)
                : instance.Server?.Metadata?.GetValueOrDefault(HealthCheckChoice.Key)
        )
        ?? instance.Description?.Nova?.ExtraSpecs?.GetValueOrDefault(HealthCheckChoice.Key)
        ?? instance.Server?.ExtraSpecs?.GetValueOrDefault(HealthCheckChoice.Key);

    /// <summary>What Nova does not tell now is as it was; unless the operator's choice has changed.</summary>
    private string? KnownPathOf(InstanceMonitor instance)
    {
        var path = instance.HealthCheck?.Path ?? instance.RememberedHealthCheck?.Path;
        return path is not null && HealthCheckChoice.Of(options, path).NotAllowed is null ? path : null;
    }

    private void Begin(InstanceMonitor instance, string path)
    {
        var before = instance.RememberedHealthCheck is { } known && known.Path == path ? known : null;
        if (before is null)
        {
            Leave(instance);
        }

        instance.RememberedHealthCheck = null;
        var now = time.Monotonic();
        var phase = PhasePlan.PhaseOf(instance.Index, options.Interval);
        var firstAt = PhasePlan.Next(phase, options.Interval, now);
        var session = new HealthCheckSession(options, path, firstAt, now + options.Grace);
        if (before is not null)
        {
            session.Restore(before.Pid, before.HasPassed, before.HasFailed, now);
        }

        instance.HealthCheck = session;
        _checked.Add(instance);
        LogBegin(instance.Uuid, instance.DisplayName, path, (int)options.Interval.TotalSeconds);
    }

    private void Leave(InstanceMonitor instance)
    {
        if (instance.HealthCheck is not null || instance.RememberedHealthCheck is not null)
        {
            End(instance);
            faults.Recover(instance, Side);
        }
    }

    private void End(InstanceMonitor instance)
    {
        instance.HealthCheck = null;
        instance.RememberedHealthCheck = null;
        _checked.Remove(instance);
    }

    private static bool IsDue(InstanceMonitor instance, TimeSpan now) =>
        instance is { HealthCheck: { } session, Domain.State: DomainState.Running }
        && instance.Detector is { State: GuestState.Healthy, Pace: Pace.Routine }
        && instance.Detector.Finding.IsLife()
        && session.IsDue(now);

    /// <summary>
    /// Asks in the order in which they became due, as long as there is room. A guest that is being asked is tried again at the
    /// next tick.
    /// </summary>
    private void Pump()
    {
        var now = time.Monotonic();
        while (scheduler.CanLend && _due.TryDequeue(out var instance))
        {
            _queued.Remove(instance);
            if (IsDue(instance, now) && scheduler.TryBorrow(instance.Uuid))
            {
                _ = AskAsync(instance, instance.HealthCheck!);
            }
        }
    }

    private async Task AskAsync(InstanceMonitor instance, HealthCheckSession session)
    {
        Func<HealthCheckFinding?> result;
        var isSilent = false;
        try
        {
            var reply = await libvirt.SendAgentCommandAsync(
                instance.Uuid,
                AgentLane.Routine,
                session.Command(),
                agentTimeout,
                responseTimeout: null,
                stopping
            );
            result = () => session.Answered(ExecReply.Read(reply), time.Monotonic());
        }
        catch (AgentRepliedWithErrorException error)
        {
            var text = WireText.Clean(error.Message, WireText.LogMessage);
            result = () => session.Refused(text, time.Monotonic());
        }
#pragma warning disable CA1031 // Whatever it is, the place in the lane has to be given back.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            isSilent = failure is AgentUnresponsiveException;
            result = () =>
            {
                session.NotAnswered(time.Monotonic());
                return null;
            };
        }

        mailbox.Post(() => Take(instance, session, result, isSilent));
    }

    private void Take(
        InstanceMonitor instance,
        HealthCheckSession session,
        Func<HealthCheckFinding?> result,
        bool isSilent
    )
    {
        var isWaitedFor = scheduler.GiveBack(instance.Uuid);
        if (isSilent)
        {
            suspect(instance);
        }
        else if (isWaitedFor)
        {
            askNow(instance);
        }

        // The guest may have been started anew meanwhile: then this is about its past.
        if (result() is { } finding && ReferenceEquals(instance.HealthCheck, session))
        {
            Judge(instance, session, finding);
        }

        Pump();
    }

    private void Judge(InstanceMonitor instance, HealthCheckSession session, HealthCheckFinding finding)
    {
        Seen?.Invoke(instance, finding);
        switch (finding)
        {
            case { IsFailure: true }:
                Report(instance, session, finding);
                break;
            case { IsRecovery: true }:
                LogRecovered(instance.Uuid, instance.DisplayName, session.Path);
                faults.Recover(instance, Side);
                break;
            case { Kind: HealthCheckFindingKind.Passed } when instance.Sides.Has(Side):
                // Found and not handed over, so that the check does not know it as a failure.
                faults.Recover(instance, Side);
                break;
            case { Kind: HealthCheckFindingKind.NotUpYet }:
                LogNotUpYet(instance.Uuid, instance.DisplayName, session.Path, finding.Text);
                break;
            case { Kind: HealthCheckFindingKind.Forbidden }:
                LogForbidden(instance.Uuid, instance.DisplayName, session.Path, finding.Text);
                faults.Recover(instance, Side);
                break;
            case { Kind: HealthCheckFindingKind.Failed } when !session.HasFailed:
                LogFailed(instance.Uuid, session.Path, finding.BadInARow, options.Threshold, finding.Text);
                break;
            case { Kind: HealthCheckFindingKind.Hangs } when !session.HasFailed:
                LogHangs(instance.Uuid, session.Path, session.Pid ?? 0);
                break;
        }
    }

    private void Report(InstanceMonitor instance, HealthCheckSession session, HealthCheckFinding finding)
    {
        var reason =
            finding.Kind is HealthCheckFindingKind.Hangs
                ? VerdictReason.HealthCheckHangs
                : VerdictReason.HealthCheckFailed;
        var verdict = new Verdict(reason, finding.BadInARow, TimeSpan.Zero, finding.Text);
        if (!faults.Report(instance, Side, verdict))
        {
            session.Excuse();
        }
    }
}
