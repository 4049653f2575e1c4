namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>A timer of <see cref="SimulatedTime"/>.</summary>
internal sealed class SimulatedTimer(SimulatedTime time, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private long _ticket;

    public void Fire()
    {
        if (_period != Timeout.InfiniteTimeSpan)
        {
            _ticket = time.Arm(this, _period);
        }

        callback(state);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        time.Disarm(_ticket);
        _period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _ticket = time.Arm(this, dueTime);
        }

        return true;
    }

    public void Dispose() => time.Disarm(_ticket);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
