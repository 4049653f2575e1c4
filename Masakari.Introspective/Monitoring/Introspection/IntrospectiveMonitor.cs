using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Detection.Sensitivity;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.LocalHealth;
using Masakari.Introspective.Monitoring.SecondOpinion;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Introspection;

/// <summary>Asks every watched guest, feeds the answers to Detection and reports its verdicts.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed partial class IntrospectiveMonitor(
    IntrospectionOptions options,
    PolicyDesk policies,
    InventoryOptions inventory,
    InstanceTable instances,
    PingScheduler scheduler,
    AgentTimeouts timeouts,
    OpinionMonitor opinions,
    FaultReporter faults,
    JudgeWatch judge,
    TimeProvider time,
    ILogger<IntrospectiveMonitor> logger
)
{
    private TimeSpan _connectedAt;

    /// <summary>
    /// Hears what each question came to: the finding and the misses before it, what it changed, and how many misses make a
    /// failure. Null where nobody listens.
    /// </summary>
    public Action<InstanceMonitor, Finding, Judgement, int, int>? Seen { get; set; }

    /// <summary>libvirt was connected: old evidence is void, closed ports are excused for a moment.</summary>
    public void Connected()
    {
        _connectedAt = time.Monotonic();
        foreach (var instance in instances.All)
        {
            instance.Detector.Reconnected(_connectedAt);
            // It may have been paused meanwhile: its counters stood still then.
            instance.Witness.Forget();
        }
    }

    /// <summary>Decides anew whether the instance is watched, and schedules or drops its questions accordingly.</summary>
    /// <param name="keepPlace">Leaves the schedule alone where the decision stays the same.</param>
    public void Reconsider(InstanceMonitor instance, bool keepPlace)
    {
        var decision = WatchRule.Decide(inventory, instance.Description, instance.Server);
        var isAnew = policies.Decide(instance);
        var isNew = instance.Watch is null;
        if (decision == instance.Watch)
        {
            if (keepPlace)
            {
                Repace(instance, isAnew);
                return;
            }
        }
        else
        {
            instance.Watch = decision;
            var gate = HaGate.Read(instance.Server, inventory.HaEnabledKey);
            LogWatch(instance.Uuid, instance.DisplayName, decision.Describe(), HaGate.Words(gate));
        }

        if (decision.IsWatched && instance.Domain.IsActive)
        {
            Place(instance, isNew);
            opinions.Prepare(instance);
        }
        else
        {
            opinions.Forget(instance);
            scheduler.Remove(instance.Uuid);
            timeouts.GiveBack(instance);
        }

        if (!decision.IsWatched && instance.Sides.Has(FaultReporter.GuestPing))
        {
            instance.Detector.Withdrawn();
            faults.Recover(instance, FaultReporter.GuestPing);
        }
    }

    /// <summary>Moves the guest to its place in another interval; one that is suspect or reported is asked soon anyway.</summary>
    private void Repace(InstanceMonitor instance, bool isAnew)
    {
        if (isAnew && instance is { Watch.IsWatched: true, Domain.IsActive: true, Detector.Pace: Pace.Routine })
        {
            AskOnItsPlace(instance);
        }
    }

    /// <summary>Asks the guest now: something about its agent changed.</summary>
    public void AskNow(InstanceMonitor instance)
    {
        if (instance.Watch is { IsWatched: true } && instance.Domain.IsActive)
        {
            scheduler.Schedule(instance.Uuid, time.Monotonic(), TargetFor(instance));
        }
    }

    /// <summary>Asks the guest now, as a suspect: its agent left another question than a ping unanswered.</summary>
    public void Suspect(InstanceMonitor instance)
    {
        if (instance.Watch is { IsWatched: true } && instance.Domain.IsActive)
        {
            instance.IsTimeoutLowered = true;
            scheduler.Schedule(instance.Uuid, time.Monotonic(), SuspectTarget(instance));
        }
    }

    /// <summary>Asks the guest soon; where it waits for its turn already, it keeps its place.</summary>
    public void Hasten(InstanceMonitor instance)
    {
        if (instance.Watch is { IsWatched: true } && instance.Domain.IsActive)
        {
            scheduler.Hasten(instance.Uuid, TargetFor(instance));
        }
    }

    public void Drop(Guid instance) => scheduler.Remove(instance);

    /// <summary>Takes in the answer to a question.</summary>
    public void Take(PingResult result)
    {
        var isAskedAgain = result.IsFinal && scheduler.Settle(result);
        if (instances.Find(result.Instance) is not { Domain.IsActive: true, Watch.IsWatched: true } instance)
        {
            scheduler.Remove(result.Instance);
            return;
        }

        var finding = FindingOf(result, instance);
        var (before, misses) = (instance.Detector.Finding, instance.Detector.Misses);
        var policy = judge.Widen(PolicyOf(instance).Detection);
        var judgement = instance.Detector.Observe(finding, policy, result.AskedAt, time.Monotonic());
        LogAsked(instance.Uuid, finding.Describe());
        Seen?.Invoke(instance, before, judgement, misses, policy.FailureThreshold);
        Tell(instance, before, finding, judgement, result.Detail);
        if (judgement.Verdict is { } verdict)
        {
            if (!faults.Report(instance, FaultReporter.GuestPing, verdict))
            {
                instance.Detector.Hold();
            }
        }

        Doubt(instance);
        opinions.Follow(instance);
        timeouts.Follow(instance);
        if (judgement.Recovered || (finding.IsLife() && instance.Sides.Has(FaultReporter.GuestPing)))
        {
            faults.Recover(instance, FaultReporter.GuestPing);
        }

        if (isAskedAgain)
        {
            AskNow(instance);
        }
        else if (result.IsFinal)
        {
            ScheduleNext(instance);
        }
    }

    /// <summary>Says when only the widened patience stands between a suspect and its verdict.</summary>
    private void Doubt(InstanceMonitor instance)
    {
        var detector = instance.Detector;
        if (detector.State is GuestState.Error && detector.Misses >= options.Policy.FailureThreshold)
        {
            faults.Doubt(instance, JudgeUnwellRule.Hold(judge));
        }
        else if (
            detector.State is GuestState.Healthy
            && instance.Ruling is { Reason: RulingReason.JudgeUnwell }
            && instance.Sides.IsWell
        )
        {
            instance.Ruling = null;
        }
    }

    private void ScheduleNext(InstanceMonitor instance)
    {
        var now = time.Monotonic();
        switch (instance.Detector.Pace)
        {
            case Pace.Suspect:
                scheduler.Schedule(instance.Uuid, now + PolicyOf(instance).Reask, TargetFor(instance));
                break;
            case Pace.Busy or Pace.Reported:
                scheduler.Schedule(instance.Uuid, now + PolicyOf(instance).Interval, TargetFor(instance));
                break;
            default:
                AskOnItsPlace(instance);
                break;
        }
    }

    private void Place(InstanceMonitor instance, bool isNew)
    {
        if (!isNew)
        {
            AskOnItsPlace(instance);
            return;
        }

        var interval = PolicyOf(instance).Interval;
        var phase = PhasePlan.PhaseOf(instance.Index, interval);
        var wait = PhasePlan.FirstAfter(phase, interval, instances.All.Count);
        scheduler.Schedule(instance.Uuid, time.Monotonic() + wait, TargetFor(instance));
    }

    private void AskOnItsPlace(InstanceMonitor instance)
    {
        var interval = PolicyOf(instance).Interval;
        var phase = PhasePlan.PhaseOf(instance.Index, interval);
        var next = PhasePlan.Next(phase, interval, time.Monotonic());
        scheduler.Schedule(instance.Uuid, next, TargetFor(instance));
    }

    private EffectivePolicy PolicyOf(InstanceMonitor instance) => instance.Policy ?? policies.Host;

    private PingTarget TargetFor(InstanceMonitor instance) =>
        instance.Detector.Pace switch
        {
            Pace.Suspect => SuspectTarget(instance),
            Pace.Busy or Pace.Reported => new PingTarget(
                AgentLane.Reported,
                PolicyOf(instance).Timeout,
                LowerResponseTimeout: false
            ),
            _ => new PingTarget(AgentLane.Routine, PolicyOf(instance).Timeout, LowerResponseTimeout: false),
        };

    private PingTarget SuspectTarget(InstanceMonitor instance) =>
        new(AgentLane.Suspect, judge.Widen(PolicyOf(instance).Timeout), LowerResponseTimeout: true);

    private Finding FindingOf(PingResult result, InstanceMonitor instance) =>
        result.Answer switch
        {
            PingAnswer.Replied => Finding.Answered,
            PingAnswer.RepliedWithError => Finding.AnsweredWithError,
            PingAnswer.Silent => Finding.Silent,
            PingAnswer.PortClosed => time.Monotonic() - _connectedAt < options.ReconnectGrace
                ? Finding.JustReconnected
                : Finding.PortClosed,
            PingAnswer.Busy => Finding.AgentBusy,
            PingAnswer.NotRunning or PingAnswer.NoDomain => instance.Domain.IsAsleep
                ? Finding.Paused
                : Finding.NotRunning,
            PingAnswer.LibvirtAway => Finding.LibvirtAway,
            _ => Finding.Refused,
        };

    private void Tell(InstanceMonitor instance, Finding before, Finding finding, Judgement judgement, string detail)
    {
        if (judgement.Stale)
        {
            LogStale(instance.Uuid, finding.Describe());
        }
        else if (judgement.Recovered)
        {
            LogRecovered(instance.Uuid, instance.DisplayName);
        }
        else if (judgement.Before is GuestState.Discovery && judgement.After is GuestState.Healthy)
        {
            LogFirstAnswer(instance.Uuid, instance.DisplayName);
        }
        else if (finding is Finding.Silent && instance.Detector.State is GuestState.Error)
        {
            var threshold = judge.Widen(PolicyOf(instance).Detection).FailureThreshold;
            LogMiss(instance.Uuid, instance.Detector.Misses, threshold, detail);
        }
        else if (finding is Finding.Refused && before is not Finding.Refused)
        {
            LogRefused(instance.Uuid, detail);
        }
        else if (finding != before && judgement.Verdict is null)
        {
            LogFinding(instance.Uuid, finding.Describe());
        }
    }
}
