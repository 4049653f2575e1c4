namespace Masakari.Introspective.Channels;

/// <summary>The figures of one followed channel; they outlive its connections. Any thread may count.</summary>
internal sealed class ChannelCounters
{
    private int _isConnected;
    private long _connections;
    private long _frames;
    private long _tooLong;
    private long _broken;
    private long _dropped;
    private long _throttled;

    public void CountConnected()
    {
        Interlocked.Increment(ref _connections);
        Volatile.Write(ref _isConnected, 1);
    }

    public void CountDisconnected() => Volatile.Write(ref _isConnected, 0);

    public void CountFrame() => Interlocked.Increment(ref _frames);

    public void CountTooLong() => Interlocked.Increment(ref _tooLong);

    public void CountBroken() => Interlocked.Increment(ref _broken);

    public void CountDropped(int messages = 1) => Interlocked.Add(ref _dropped, messages);

    public void CountThrottled() => Interlocked.Increment(ref _throttled);

    public ChannelSnapshot Snapshot(ChannelTarget target) =>
        new(
            target.Instance,
            target.Port,
            Volatile.Read(ref _isConnected) == 1,
            Interlocked.Read(ref _connections),
            Interlocked.Read(ref _frames),
            Interlocked.Read(ref _tooLong),
            Interlocked.Read(ref _broken),
            Interlocked.Read(ref _dropped),
            Interlocked.Read(ref _throttled)
        );
}
