namespace Masakari.Introspective.GuestPing.HealthCheck;

/// <summary>The check of one guest: which agent command comes next and what its answer means. No clock, no I/O.</summary>
/// <remarks>
/// At most one process of it lives in the guest. One that outlasts its time is asked for, once an interval, and nothing
/// new is started before it is gone. All times are readings of one monotonic clock.
/// </remarks>
internal sealed class HealthCheckSession(HealthCheckOptions options, string path, TimeSpan firstAt)
{
    /// <summary>Between two looks at a program that runs.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private TimeSpan _startedAt;
    private TimeSpan _dueAt = firstAt;
    private int _bad;
    private bool _isOverdue;

    /// <summary>The program.</summary>
    public string Path { get; } = path;

    /// <summary>The process that runs in the guest; null where none does.</summary>
    public long? Pid { get; private set; }

    /// <summary>The guest does not run it: left alone until its next start.</summary>
    public bool IsForbidden { get; private set; }

    /// <summary>The threshold was reached, and no good result has come since.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>When the last result came, good or bad; null before the first.</summary>
    public TimeSpan? JudgedAt { get; private set; }

    public bool IsDue(TimeSpan now) => !IsForbidden && now >= _dueAt;

    /// <summary>The agent command that is due.</summary>
    public string Command() => Pid is { } pid ? ExecCommand.Status(pid) : ExecCommand.Start(Path);

    /// <summary>Takes up what an earlier monitor left: the process in the guest, and a failure that was found.</summary>
    public void Restore(long? pid, bool hasFailed, TimeSpan now)
    {
        (Pid, HasFailed, _startedAt) = (pid, hasFailed, now);
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

            (Pid, _startedAt, _dueAt, _isOverdue) = (pid, now, now + Look, false);
            return null;
        }

        if (reply is null or { HasExited: false })
        {
            return StillRuns(now);
        }

        Pid = null;
        _dueAt = _isOverdue ? now : _startedAt + options.Interval;
        if (_isOverdue)
        {
            // It ended at last; what it says is old.
            _isOverdue = false;
            return null;
        }

        return reply.IsWell ? Good(reply.FirstLine, now) : Bad(HealthCheckFindingKind.Failed, WhyOf(reply), now);
    }

    /// <summary>The agent answered <see cref="Command"/> with an error.</summary>
    /// <param name="text">Cleaned and bounded.</param>
    public HealthCheckFinding? Refused(string text, TimeSpan now)
    {
        if (Pid is not null)
        {
            // It does not know the process: the agent was restarted, and its children with it.
            Pid = null;
            _isOverdue = false;
            _dueAt = now + options.Interval;
            return null;
        }

        IsForbidden = true;
        return new HealthCheckFinding(HealthCheckFindingKind.Forbidden, text);
    }

    /// <summary>Nobody answered, or nothing was asked: that says nothing about the application.</summary>
    public void NotAnswered(TimeSpan now) => _dueAt = now + (Pid is null ? options.Interval : Look);

    /// <summary>A failure was not handed over: the next bad result is one again.</summary>
    public void Excuse() => HasFailed = false;

    private HealthCheckFinding? StillRuns(TimeSpan now)
    {
        if (now - _startedAt < options.Timeout && !_isOverdue)
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
        (_bad, HasFailed, JudgedAt) = (0, false, now);
        return new HealthCheckFinding(HealthCheckFindingKind.Passed, text, IsRecovery: isRecovery);
    }

    private HealthCheckFinding Bad(HealthCheckFindingKind kind, string text, TimeSpan now)
    {
        _bad++;
        JudgedAt = now;
        var isFailure = _bad >= options.Threshold && !HasFailed;
        HasFailed |= isFailure;
        return new HealthCheckFinding(kind, text, _bad, isFailure);
    }

    private static string WhyOf(ExecReply reply) =>
        reply switch
        {
            { FirstLine.Length: > 0 } => reply.FirstLine,
            { ExitCode: { } code } => $"exit code {code}, and not a word",
            _ => "ended by a signal",
        };
}
