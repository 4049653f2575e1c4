namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>A timer of <see cref="SimulatedTime"/>.</summary>
internal sealed class SimulatedTimer(SimulatedTime time, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private int _version;

    public bool IsCurrent(int version) => version == _version;

    public void Fire()
    {
        _version++;
        if (_period != Timeout.InfiniteTimeSpan)
        {
            time.Enqueue(this, _version, _period);
        }

        callback(state);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _version++;
        _period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            time.Enqueue(this, _version, dueTime);
        }

        return true;
    }

    public void Dispose()
    {
        _version++;
        _period = Timeout.InfiniteTimeSpan;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
