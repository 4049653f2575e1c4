namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>Time that moves when it is told to, with timers in a heap: ten thousand of them cost what one costs, nearly.</summary>
/// <remarks>
/// For one thread: timers fire on the thread that calls <see cref="Advance"/>. The heap knows numbers only, so that a timer that
/// was disposed of is garbage at once, as a real one is.
/// </remarks>
internal sealed class SimulatedTime : TimeProvider
{
    private readonly PriorityQueue<long, TimeSpan> _due = new();
    private readonly Dictionary<long, SimulatedTimer> _armed = [];
    private readonly DateTimeOffset _start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private long _ticket;

    public TimeSpan Now { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _start + Now;

    public override long GetTimestamp() => Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var end = Now + by;
        while (_due.TryPeek(out var ticket, out var at) && at <= end)
        {
            _due.Dequeue();
            if (_armed.Remove(ticket, out var timer))
            {
                Now = at;
                timer.Fire();
            }
        }

        Now = end;
    }

    /// <returns>What <see cref="Disarm"/> takes.</returns>
    internal long Arm(SimulatedTimer timer, TimeSpan delay)
    {
        _armed.Add(++_ticket, timer);
        _due.Enqueue(_ticket, Now + delay);
        return _ticket;
    }

    internal void Disarm(long ticket) => _armed.Remove(ticket);
}
