using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Channels;

/// <summary>What may be taken in from one instance, through all of its channels together. Any thread may call it.</summary>
internal sealed class IntakeLimits(ChannelOptions options, TimeProvider time)
{
    /// <summary>Bytes that one read takes at most.</summary>
    public const int ReadSize = 4096;

    // A read costs a wake-up, however little it brings.
    private const int LeastCost = 64;

    private readonly Lock _lock = new();
    private readonly TokenBucket _messages = new(options.MessageRate, options.MessageBurst);
    private readonly TokenBucket _bytes = new(options.ByteRate, options.ByteBurst);

    /// <summary>Zero when the next message may be taken in, else how long not.</summary>
    public TimeSpan UntilMessage()
    {
        lock (_lock)
        {
            return _messages.WaitFor(1, time.Monotonic());
        }
    }

    public void TakeMessage()
    {
        lock (_lock)
        {
            _messages.Take(1, time.Monotonic());
        }
    }

    /// <summary>Zero when the channel may be read, else how long not: until a whole read's worth is there again.</summary>
    public TimeSpan UntilRead()
    {
        lock (_lock)
        {
            var now = time.Monotonic();
            return _bytes.WaitFor(1, now) == TimeSpan.Zero ? TimeSpan.Zero : _bytes.WaitFor(ReadSize, now);
        }
    }

    public void TakeRead(int bytes)
    {
        lock (_lock)
        {
            _bytes.Take(Math.Max(bytes, LeastCost), time.Monotonic());
        }
    }
}
