using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Monitoring.LocalHealth;

/// <summary>One piece of work that does nothing but tell how long it waited for a thread of the pool.</summary>
internal sealed class PoolProbe
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _queuedAt;
    private long _ranAfter = -1;

    public PoolProbe(TimeProvider time)
    {
        _time = time;
        _queuedAt = time.Monotonic();
        ThreadPool.UnsafeQueueUserWorkItem(probe => probe.Run(), this, preferLocal: false);
    }

    public bool IsDone => Interlocked.Read(ref _ranAfter) >= 0;

    /// <summary>How long it waited, or has been waiting.</summary>
    public TimeSpan DelayAt(TimeSpan now)
    {
        var ticks = Interlocked.Read(ref _ranAfter);
        return ticks >= 0 ? TimeSpan.FromTicks(ticks) : now - _queuedAt;
    }

    private void Run() => Interlocked.Exchange(ref _ranAfter, (_time.Monotonic() - _queuedAt).Ticks);
}
