namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>Time that moves when it is told to, with timers in a heap: ten thousand of them cost what one costs, nearly.</summary>
/// <remarks>For one thread: timers fire on the thread that calls <see cref="Advance"/>.</remarks>
internal sealed class SimulatedTime : TimeProvider
{
    private readonly PriorityQueue<(SimulatedTimer Timer, int Version), TimeSpan> _due = new();
    private readonly DateTimeOffset _start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

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
        while (_due.TryPeek(out var item, out var at) && at <= end)
        {
            _due.Dequeue();
            if (item.Timer.IsCurrent(item.Version))
            {
                Now = at;
                item.Timer.Fire();
            }
        }

        Now = end;
    }

    internal void Enqueue(SimulatedTimer timer, int version, TimeSpan delay) =>
        _due.Enqueue((timer, version), Now + delay);
}
