using Masakari.Introspective.Detection.Rulings;

namespace Masakari.Introspective.Detection.Operations;

/// <summary>Which planned operations are under way on one instance, and what they excuse.</summary>
/// <remarks>
/// Fed from three sides: the domain's lifecycle events, the domain's job (asked while the guest is suspect and right
/// before a notification leaves) and Nova's task_state (only the latter). All times are of one monotonic clock.
/// </remarks>
internal sealed class PlannedOperations
{
    private const string EndedUnseen = "what was done to it ended, unseen,";

    private readonly OperationSight _job = new();
    private readonly OperationSight _task = new();
    private OngoingOperation? _domain;
    private OngoingOperation? _saidOver;
    private (string After, TimeSpan Since, TimeSpan? SeenAt)? _settles;
    private TimeSpan? _agentOpenedAt;
    private TimeSpan? _answeredAt;

    /// <summary>The domain came by migration and has not run here yet: on the other host it still does.</summary>
    public bool IsIncoming { get; private set; }

    /// <summary>The guest itself powers off, so that its end is no failure, whatever end QEMU finds.</summary>
    public bool IsGuestsOwnShutdown { get; private set; }

    public void Started(bool byMigration, TimeSpan now)
    {
        Forget();
        if (byMigration)
        {
            ComesIn(now);
        }
        else
        {
            Settle("it was started", now);
        }
    }

    public void Resumed(bool inPostCopy, TimeSpan now)
    {
        IsIncoming = false;
        _domain = inPostCopy
            ? new OngoingOperation(Operation.Migration, now, "it runs here while its memory still arrives")
            : null;
        Settle("it was resumed", now);
    }

    /// <param name="operation">What it is paused for; null where nobody planned it (I/O error, watchdog, panic).</param>
    public void Suspended(Operation? operation, TimeSpan now)
    {
        if (!IsIncoming)
        {
            Begin(operation, operation is Operation.Migration ? "it is paused by its migration" : "it is paused", now);
        }
    }

    /// <param name="byGuest">The guest asked for it, not a signal to QEMU.</param>
    public void ShutsDown(bool byGuest, TimeSpan now)
    {
        IsGuestsOwnShutdown = byGuest;
        Begin(Operation.PowerOff, "it is shutting down", now);
    }

    public void Rebooted(TimeSpan now)
    {
        if (_domain is { Kind: Operation.PowerOff })
        {
            _domain = null;
        }

        IsGuestsOwnShutdown = false;
        Settle("it rebooted", now);
    }

    public void Stopped()
    {
        // A panic at the end of a shutdown is judged when the domain is off.
        var isGuestsOwn = IsGuestsOwnShutdown;
        Forget();
        IsGuestsOwnShutdown = isGuestsOwn;
    }

    /// <summary>Somebody in the guest opened the agent's port: an agent that was restarted, as by its upgrade.</summary>
    public void AgentOpened(TimeSpan now) => _agentOpenedAt = now;

    /// <summary>The agent answered a question: it is up again, and silence from now on is not its restart.</summary>
    public void AgentAnswered(TimeSpan now) => (_agentOpenedAt, _answeredAt) = (null, now);

    /// <summary>What a restart of the monitor must not forget: the grace goes on after it. Null where there is none.</summary>
    public Disturbance? Disturbance(OperationLimits limits, TimeSpan now) =>
        UnderWay(limits, withTask: true, now).Any() ? new Disturbance(EndedUnseen, null)
        : _settles is { } settles && now - settles.Since < limits.Grace ? new Disturbance(settles.After, settles.Since)
        : null;

    /// <summary>Takes up what was known before the monitor was restarted.</summary>
    public void Restore(Disturbance known, TimeSpan now)
    {
        // What still lasts tells of its end when it comes.
        if (_domain is null)
        {
            Settle(known.After, known.EndedAt ?? now);
        }
    }

    /// <summary>libvirt was connected: events may have been missed.</summary>
    /// <param name="operation">What its state says is under way; null where it simply runs, or is off.</param>
    /// <param name="incoming">It is paused by a migration, and was never seen to run here.</param>
    public void Connected(Operation? operation, bool incoming, TimeSpan now)
    {
        if (incoming)
        {
            ComesIn(now);
            return;
        }

        if (operation is null && _domain is not null)
        {
            Settle(EndedUnseen, now);
        }

        IsIncoming = false;
        IsGuestsOwnShutdown &= operation is Operation.PowerOff;
        Begin(operation, operation is Operation.PowerOff ? "it is shutting down" : "it is paused", now);
    }

    /// <summary>Takes in the domain's job.</summary>
    /// <param name="operation">What the job is; null where there is none, or one that disturbs no guest.</param>
    public void SeeJob(Operation? operation, OperationLimits limits, TimeSpan now)
    {
        if (operation is null && _job.At(limits, now) is { } ended)
        {
            Settle(ended.Kind is Operation.Migration ? "its migration ended" : "a job on it ended", now, _job.SeenAt);
        }

        var words = operation switch
        {
            Operation.Migration => "libvirt migrates it to another host",
            Operation.Save => "libvirt saves it to disk",
            Operation.Snapshot => "libvirt takes a snapshot of it",
            _ => "a job of libvirt's runs on it",
        };
        _job.See(operation, words, limits, now);
    }

    /// <summary>Takes in Nova's task_state, read just now; null for none.</summary>
    public void SeeTask(string? taskState, OperationLimits limits, TimeSpan now)
    {
        var operation = NovaTask.KindOf(taskState);
        if (operation is null && _task.At(limits, now) is not null)
        {
            Settle("what Nova did to it ended", now, _task.SeenAt);
        }

        _task.See(operation, $"Nova's task_state is {taskState}", limits, now);
    }

    /// <summary>Why a fault found inside the guest is not reported yet; null where no operation explains it.</summary>
    /// <param name="isSilence">It is nothing but the agent's silence: an answer of its ends what came before.</param>
    /// <param name="asksAgent">It was found by asking the guest agent.</param>
    /// <param name="withTask">Nova was read for it just now.</param>
    public Ruling? Hold(OperationLimits limits, bool isSilence, bool asksAgent, bool withTask, TimeSpan now)
    {
        var current = UnderWay(limits, withTask, now).FirstOrDefault(operation => !operation.IsOver(limits, now));
        if (current is not null)
        {
            return current.ToHold(limits, now);
        }

        // Its end was not seen: a guest whose agent has answered since it was last seen under way is long past it.
        if (
            _settles is { } settles
            && now - settles.Since < limits.Grace
            && !(isSilence && _answeredAt > settles.SeenAt)
        )
        {
            return Grace(settles.After, limits);
        }

        return asksAgent && _agentOpenedAt is { } opened && now - opened < limits.Grace
            ? Grace("its agent was restarted", limits)
            : null;
    }

    /// <summary>
    /// What QEMU's death, or a guest that stands still, during Nova's work on the instance waits for: its end may be the cure,
    /// and until then Nova refuses to recover it. Null where nothing is under way.
    /// </summary>
    public Ruling? HoldForTask(OperationLimits limits, TimeSpan now) =>
        _task.At(limits, now) is { } task && !task.IsOver(limits, now) ? task.ToHold(limits, now) : null;

    /// <summary>An operation that lasts longer than it excuses anything; each is told once.</summary>
    public OngoingOperation? TakeOverrun(OperationLimits limits, TimeSpan now)
    {
        var over = UnderWay(limits, withTask: true, now).FirstOrDefault(operation => operation.IsOver(limits, now));
        if (over is null || (over.Kind == _saidOver?.Kind && over.Since == _saidOver.Since))
        {
            return null;
        }

        return _saidOver = over;
    }

    /// <summary>What is under way, as far as is known; null where nothing is.</summary>
    public OngoingOperation? Current(OperationLimits limits, TimeSpan now) =>
        UnderWay(limits, withTask: true, now).FirstOrDefault();

    private IEnumerable<OngoingOperation> UnderWay(OperationLimits limits, bool withTask, TimeSpan now)
    {
        if (_domain is not null)
        {
            yield return _domain;
        }

        if (_job.At(limits, now) is { } job)
        {
            yield return job;
        }

        if (withTask && _task.At(limits, now) is { } task)
        {
            yield return task;
        }
    }

    private static Ruling Grace(string after, OperationLimits limits) =>
        new(RulingKind.Hold, RulingReason.Grace, $"{after} less than {limits.Grace.TotalSeconds:0} s ago");

    private void ComesIn(TimeSpan now)
    {
        IsIncoming = true;
        Begin(Operation.Migration, "it arrives by migration", now);
    }

    private void Begin(Operation? operation, string words, TimeSpan now) =>
        _domain = operation is { } kind
            ? new OngoingOperation(kind, _domain?.Kind == kind ? _domain.Since : now, words)
            : null;

    /// <param name="seenAt">When it was last seen under way; null where its end itself was seen.</param>
    private void Settle(string after, TimeSpan now, TimeSpan? seenAt = null) => _settles = (after, now, seenAt);

    private void Forget()
    {
        _domain = null;
        _settles = null;
        _agentOpenedAt = null;
        _job.Forget();
        _task.Forget();
        IsIncoming = false;
        IsGuestsOwnShutdown = false;
    }
}
