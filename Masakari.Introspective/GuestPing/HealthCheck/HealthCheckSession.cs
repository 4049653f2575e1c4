namespace Masakari.Introspective.GuestPing.HealthCheck;

/// <summary>The check of one guest: which agent command comes next and what its answer means. No clock, no I/O.</summary>
/// <remarks>
/// At most one process of it lives in the guest. One that outlasts its time is asked for, once an interval, and nothing
/// new is started before it is gone. All times are readings of one monotonic clock.
/// </remarks>
/// <param name="path">The program.</param>
/// <param name="firstAt">When it is run first.</param>
/// <param name="graceEnds">Until then, or until it has passed once, nothing bad counts: the application may be starting.</param>
internal sealed class HealthCheckSession(
    HealthCheckOptions options,
    string path,
    TimeSpan firstAt,
    TimeSpan graceEnds = default
)
{
    /// <summary>Between two looks at a program that runs.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The most that one look adds to the time that a program took: longer ones have another reason, a paused guest or a
    /// busy monitor, which is not the program's.
    /// </summary>
    private static readonly TimeSpan MostPerLook = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Processes in a row that the agent started and then does not know.</summary>
    private const int MostUnknown = 2;

    private TimeSpan _startedAt;
    private TimeSpan _lookedAt;
    private TimeSpan _ran;
    private TimeSpan _dueAt = firstAt;
    private int _bad;
    private int _unanswered;
    private int _unknown;
    private bool _isOverdue;
    private bool _isSaid;

    /// <summary>The program.</summary>
    public string Path { get; } = path;

    /// <summary>The process that runs in the guest; null where none does.</summary>
    public long? Pid { get; private set; }

    /// <summary>The guest does not run it: left alone until its next start.</summary>
    public bool IsForbidden { get; private set; }

    /// <summary>It has passed since the guest's start.</summary>
    public bool HasPassed { get; private set; }

    /// <summary>The threshold was reached, and no good result has come since.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>When the last result came, good or bad; null before the first.</summary>
    public TimeSpan? JudgedAt { get; private set; }

    /// <summary>Has the next command come now instead of later.</summary>
    public void Hasten(TimeSpan now) => _dueAt = _dueAt < now ? _dueAt : now;

    public bool IsDue(TimeSpan now) => !IsForbidden && now >= _dueAt;

    /// <summary>The agent command that is due.</summary>
    public string Command() => Pid is { } pid ? ExecCommand.Status(pid) : ExecCommand.Start(Path);

    /// <summary>Takes up what an earlier monitor left: the process in the guest, and what was found.</summary>
    public void Restore(long? pid, bool hasPassed, bool hasFailed, TimeSpan now)
    {
        (Pid, HasPassed, HasFailed) = (pid, hasPassed || hasFailed, hasFailed);
        (_startedAt, _lookedAt) = (now, now);
        _bad = hasFailed ? options.Threshold : 0;
    }

    /// <summary>The agent answered <see cref="Command"/>.</summary>
    /// <param name="reply">Null where the answer made no sense.</param>
    public HealthCheckFinding? Answered(ExecReply? reply, TimeSpan now)
    {
        if (Pid is null)
        {
            if (reply?.Pid is not { } pid)
            {
                return Refused("its answer to guest-exec makes no sense", now);
            }

            (Pid, _dueAt, _startedAt, _lookedAt) = (pid, now + Look, now, now);
            (_ran, _isOverdue, _unanswered) = (TimeSpan.Zero, false, 0);
            return null;
        }

        _unknown = 0;
        if (reply is null or { HasExited: false })
        {
            return StillRuns(now);
        }

        Pid = null;
        if (_isOverdue)
        {
            // It ended at last; what it says is old.
            (_isOverdue, _dueAt) = (false, now);
            return null;
        }

        _dueAt = _startedAt + options.Interval;
        return reply.IsWell ? Good(reply.FirstLine, now) : Bad(HealthCheckFindingKind.Failed, WhyOf(reply), now);
    }

    /// <summary>The agent answered <see cref="Command"/> with an error.</summary>
    /// <param name="text">Cleaned and bounded.</param>
    public HealthCheckFinding? Refused(string text, TimeSpan now)
    {
        _dueAt = now + options.Interval;
        if (Pid is not null)
        {
            // It does not know the process: the agent was restarted. Or it never tells, and then nothing ever comes of it.
            Pid = null;
            _isOverdue = false;
            if (++_unknown < MostUnknown)
            {
                return null;
            }
        }
        else if (IsInGrace(now))
        {
            return NotUpYet(text);
        }

        IsForbidden = true;
        return new HealthCheckFinding(HealthCheckFindingKind.Forbidden, text);
    }

    /// <summary>Nobody answered, or nothing was asked: that says nothing about the application.</summary>
    /// <remarks>A start that nobody confirmed may have left a process all the same: the next waits twice as long each time.</remarks>
    public void NotAnswered(TimeSpan now)
    {
        if (Pid is not null)
        {
            _dueAt = now + Look;
            return;
        }

        var wait = options.Interval * Math.Pow(2, Math.Min(_unanswered, 10));
        var longest = options.Interval > LongestWait ? options.Interval : LongestWait;
        _dueAt = now + (wait < longest ? wait : longest);
        _unanswered++;
    }

    /// <summary>A failure was not handed over, or withdrawn: the next bad result is one again.</summary>
    public void Excuse() => HasFailed = false;

    private HealthCheckFinding? StillRuns(TimeSpan now)
    {
        var since = now - _lookedAt;
        _lookedAt = now;
        _ran += since < MostPerLook ? since : MostPerLook;
        if (_ran < options.Timeout && !_isOverdue)
        {
            _dueAt = now + Look;
            return null;
        }

        _isOverdue = true;
        _dueAt = now + options.Interval;
        return options.HangFails
            ? Bad(HealthCheckFindingKind.Hangs, "", now)
            : new HealthCheckFinding(HealthCheckFindingKind.Hangs);
    }

    private HealthCheckFinding Good(string text, TimeSpan now)
    {
        var isRecovery = HasFailed;
        (_bad, HasPassed, HasFailed, JudgedAt) = (0, true, false, now);
        return new HealthCheckFinding(HealthCheckFindingKind.Passed, text, IsRecovery: isRecovery);
    }

    private HealthCheckFinding? Bad(HealthCheckFindingKind kind, string text, TimeSpan now)
    {
        if (IsInGrace(now))
        {
            return NotUpYet(kind is HealthCheckFindingKind.Hangs ? "it does not end" : text);
        }

        if (JudgedAt is { } last && now - last > (2 * options.Interval) + options.Timeout)
        {
            // Something else was the matter meanwhile: these two are not in a row.
            _bad = 0;
        }

        _bad++;
        JudgedAt = now;
        var isFailure = _bad >= options.Threshold && !HasFailed;
        HasFailed |= isFailure;
        return new HealthCheckFinding(kind, text, _bad, isFailure);
    }

    private bool IsInGrace(TimeSpan now) => !HasPassed && now < graceEnds;

    /// <summary>Said once.</summary>
    private HealthCheckFinding? NotUpYet(string text)
    {
        var isNews = !_isSaid;
        _isSaid = true;
        return isNews ? new HealthCheckFinding(HealthCheckFindingKind.NotUpYet, text) : null;
    }

    private static string WhyOf(ExecReply reply) =>
        reply switch
        {
            { FirstLine.Length: > 0 } => reply.FirstLine,
            { ExitCode: { } code } => $"exit code {code}, and not a word",
            _ => "ended by a signal",
        };
}
