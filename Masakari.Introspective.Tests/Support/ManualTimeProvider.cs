namespace Masakari.Introspective.Tests.Support;

/// <summary>
/// Time that moves only when a test says so. Its timestamps have an odd frequency, so that code that takes timestamp
/// units for ticks fails. Timers fire in the order they are due, on the thread that calls <see cref="Advance"/>.
/// </summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    // 7 units in 1 microsecond: no power of ten, and exact in both directions for whole microseconds.
    private const long Frequency = 7_000_000;

    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _utcNow;
    private TimeSpan _elapsed;

    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 11, 21, 2, 23, 3, TimeSpan.Zero)) { }

    public ManualTimeProvider(DateTimeOffset utcNow) => _utcNow = utcNow;

    public override long TimestampFrequency => Frequency;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Timers that are set to fire: what the code under test waits for.</summary>
    public int ActiveTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _utcNow;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return 1_234_567 + (_elapsed.Ticks * 7 / 10);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves time on; fires everything that becomes due, each at its own moment.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan target;
        lock (_lock)
        {
            target = _elapsed + by;
        }

        while (NextDue(target) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Stands still for <paramref name="by"/>, as a suspended host does: whatever became due fires afterwards, late.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_lock)
        {
            _utcNow += by;
            _elapsed += by;
        }

        Advance(TimeSpan.Zero);
    }

    /// <summary>Moves the wall clock alone, as an operator or NTP does; timestamps and timers do not notice.</summary>
    public void StepWallClock(TimeSpan by)
    {
        lock (_lock)
        {
            _utcNow += by;
        }
    }

    /// <summary>
    /// Advances in steps until <paramref name="condition"/> holds, letting other threads run in between; fails after
    /// <paramref name="limit"/> of manual time (or 30 s of the machine's, when code hangs outside of this clock).
    /// </summary>
    public async Task AdvanceUntilAsync(Func<bool> condition, TimeSpan step, TimeSpan limit)
    {
        var start = GetTimestamp();
        var real = System.GetTimestamp();
        while (!condition())
        {
            if (GetElapsedTime(start) > limit || System.GetElapsedTime(real) > TimeSpan.FromSeconds(30))
            {
                throw new TimeoutException($"Not reached within {GetElapsedTime(start)} of manual time.");
            }

            await SettleAsync(condition);
            if (!condition())
            {
                Advance(step);
            }
        }
    }

    /// <summary>
    /// Gives other threads the processor: a few turns, and more of them as long as nothing waits on this clock, for then
    /// the code under test is still on its way there.
    /// </summary>
    public async Task SettleAsync(Func<bool>? condition = null)
    {
        const int Turns = 3;
        const int MostTurns = 500;
        for (var turn = 0; turn < (ActiveTimers > 0 ? Turns : MostTurns); turn++)
        {
            if (condition?.Invoke() == true)
            {
                return;
            }

            await Task.Delay(1);
        }
    }

    /// <summary>Waits, without moving time, until <paramref name="condition"/> holds; fails after 30 s of the machine's time.</summary>
    public static async Task EventuallyAsync(Func<bool> condition)
    {
        var real = System.GetTimestamp();
        while (!condition())
        {
            if (System.GetElapsedTime(real) > TimeSpan.FromSeconds(30))
            {
                throw new TimeoutException("Not reached.");
            }

            await Task.Delay(1);
        }
    }

    private ManualTimer? NextDue(TimeSpan target)
    {
        lock (_lock)
        {
            var next = _timers.Where(t => t.Due <= target).MinBy(t => t.Due);
            var at = next?.Due ?? target;
            if (at > _elapsed)
            {
                _utcNow += at - _elapsed;
                _elapsed = at;
            }

            if (next is not null)
            {
                Reschedule(next, next.Period);
            }

            return next;
        }
    }

    private void Reschedule(ManualTimer timer, TimeSpan delay)
    {
        _timers.Remove(timer);
        if (delay != Timeout.InfiniteTimeSpan)
        {
            timer.Due = _elapsed + delay;
            _timers.Add(timer);
        }
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var fireNow = false;
            lock (owner._lock)
            {
                if (_disposed)
                {
                    return false;
                }

                Period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
                fireNow = dueTime == TimeSpan.Zero;
                owner.Reschedule(this, fireNow ? Period : dueTime);
            }

            if (fireNow)
            {
                ThreadPool.QueueUserWorkItem(_ => Fire());
            }

            return true;
        }

        public void Dispose()
        {
            lock (owner._lock)
            {
                _disposed = true;
                owner.Reschedule(this, Timeout.InfiniteTimeSpan);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
