using Masakari.Introspective.Detection.SecondOpinion;

namespace Masakari.Introspective.Detection;

/// <summary>Turns findings about one guest into a state and, when the evidence is complete, a verdict.</summary>
/// <remarks>
/// The states are those of the Python introspective monitor, with three deliberate differences: exactly
/// <see cref="DetectionPolicy.FailureThreshold"/> misses in a row make a failure (upstream needs two more), only silence
/// on an open port is a miss, and a guest that answers again is healthy again, so that its next failure is reported too.
/// All times are readings of one monotonic clock.
/// </remarks>
internal sealed class GuestDetector
{
    private TimeSpan _changedAt = TimeSpan.MinValue;
    private TimeSpan _firstMissAskedAt;
    private TimeSpan _closedSince;

    public GuestState State { get; private set; } = GuestState.Discovery;

    /// <summary>The guest has answered since its start, so that its silence means something.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Unanswered questions in a row.</summary>
    public int Misses { get; private set; }

    public Finding Finding { get; private set; } = Finding.None;

    /// <summary>When <see cref="Finding"/> was last confirmed; null when the guest was not asked yet.</summary>
    public TimeSpan? ObservedAt { get; private set; }

    /// <summary>When the question behind <see cref="Finding"/> was asked; null when the guest was not asked yet.</summary>
    public TimeSpan? AskedAt { get; private set; }

    /// <summary>What others than its agent say about it; unknown unless it is suspect.</summary>
    public GuestOpinion Opinion { get; private set; }

    /// <summary>How the next question is to be scheduled.</summary>
    public Pace Pace =>
        State switch
        {
            GuestState.Reported or GuestState.Held => Pace.Reported,
            _ when Finding is Finding.AgentBusy => Pace.Busy,
            GuestState.Error when Misses > 0 => Pace.Suspect,
            _ => Pace.Routine,
        };

    /// <summary>Takes in what a question brought to light.</summary>
    /// <param name="askedAt">When the question was asked.</param>
    /// <param name="now">When the finding was made.</param>
    public Judgement Observe(Finding finding, DetectionPolicy policy, TimeSpan askedAt, TimeSpan now)
    {
        var before = State;
        if (askedAt < _changedAt && !finding.IsLife())
        {
            // The domain was suspended, started or rebooted while the question was open: its answer is about the past.
            return new Judgement(before, before, Stale: true);
        }

        if (finding != Finding.PortClosed || Finding != Finding.PortClosed)
        {
            _closedSince = now;
        }

        Finding = finding;
        ObservedAt = now;
        AskedAt = askedAt;
        var verdict = finding switch
        {
            Finding.Answered or Finding.AnsweredWithError => Alive(),
            Finding.Silent => Missed(policy, askedAt, now),
            Finding.PortClosed => Closed(policy, now),
            Finding.Paused or Finding.NotRunning => Excused(),
            _ => null,
        };
        return new Judgement(before, State, verdict);
    }

    /// <summary>The domain started (booted, restored or came by migration): nothing is known about the new run.</summary>
    public void Started(TimeSpan now) => Forget(now);

    /// <summary>The guest rebooted: the new kernel has to answer before its silence means anything.</summary>
    public void Rebooted(TimeSpan now) => Forget(now);

    /// <summary>The domain stopped.</summary>
    public void Stopped(TimeSpan now)
    {
        Forget(now);
        Finding = Finding.NotRunning;
    }

    /// <summary>The domain was paused: suspicion so far may be its shadow.</summary>
    public void Suspended(TimeSpan now)
    {
        _changedAt = now;
        Finding = Finding.Paused;
        Excused();
    }

    /// <summary>The domain runs again after a pause.</summary>
    public void Resumed(TimeSpan now)
    {
        _changedAt = now;
        Finding = Finding.None;
        Opinion = GuestOpinion.Unknown;
    }

    /// <summary>The connection to libvirt is new: evidence from before it is old.</summary>
    public void Reconnected(TimeSpan now)
    {
        _changedAt = now;
        Excused();
    }

    /// <summary>The monitor or its host stood still until now: evidence from before it is void.</summary>
    public void JudgeStalled(TimeSpan now) => Reconnected(now);

    /// <summary>The last verdict was not handed over: the next miss is a verdict again.</summary>
    public void Hold() => State = GuestState.Held;

    /// <summary>What was reported was withdrawn: silence from now on is another failure.</summary>
    public void Withdrawn()
    {
        if (State is GuestState.Reported)
        {
            ClearEvidence();
            State = GuestState.Error;
        }
    }

    /// <summary>The guest had answered in this run before the monitor was restarted.</summary>
    public void RestoreAnswered()
    {
        HasAnswered = true;
        State = GuestState.Healthy;
    }

    /// <summary>A failure of this run was reported before the monitor was restarted, and still waits for delivery.</summary>
    public void RestoreReported()
    {
        HasAnswered = true;
        State = GuestState.Reported;
    }

    /// <summary>Takes in what others than its agent say about the guest.</summary>
    public void ObserveOpinion(GuestOpinion opinion) => Opinion = opinion;

    private Verdict? Alive()
    {
        HasAnswered = true;
        ClearEvidence();
        Opinion = GuestOpinion.Unknown;
        State = GuestState.Healthy;
        return null;
    }

    private Verdict? Missed(DetectionPolicy policy, TimeSpan askedAt, TimeSpan now)
    {
        if (!HasAnswered || State is GuestState.Reported)
        {
            return null;
        }

        if (Misses == 0)
        {
            _firstMissAskedAt = askedAt;
        }

        Misses++;
        if (Misses < policy.FailureThreshold && State is not GuestState.Held)
        {
            State = GuestState.Error;
            return null;
        }

        State = GuestState.Reported;
        var reason = Opinion is GuestOpinion.QemuStopped ? VerdictReason.QemuStopped : VerdictReason.GuestSilent;
        return new Verdict(reason, Misses, now - _firstMissAskedAt) { Opinion = Opinion };
    }

    private Verdict? Closed(DetectionPolicy policy, TimeSpan now)
    {
        ClearEvidence();
        if (!HasAnswered || State is GuestState.Reported)
        {
            return null;
        }

        State = GuestState.Error;
        var lasted = now - _closedSince;
        if (Opinion is GuestOpinion.KernelDead)
        {
            State = GuestState.Reported;
            return new Verdict(VerdictReason.KernelDead, 0, lasted) { Opinion = Opinion };
        }

        if (!policy.ReportClosedPort || lasted < policy.ClosedPortGrace)
        {
            return null;
        }

        State = GuestState.Reported;
        return new Verdict(VerdictReason.PortClosed, 0, lasted) { Opinion = Opinion };
    }

    private Verdict? Excused()
    {
        ClearEvidence();
        Opinion = GuestOpinion.Unknown;
        State = State switch
        {
            GuestState.Error => GuestState.Healthy,
            GuestState.Held => GuestState.Error,
            _ => State,
        };

        return null;
    }

    private void Forget(TimeSpan now)
    {
        _changedAt = now;
        ClearEvidence();
        Opinion = GuestOpinion.Unknown;
        HasAnswered = false;
        State = GuestState.Discovery;
        Finding = Finding.None;
        ObservedAt = null;
        AskedAt = null;
    }

    private void ClearEvidence() => Misses = 0;
}
