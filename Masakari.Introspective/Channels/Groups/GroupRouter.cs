using Masakari.Introspective.Configuration;
using Masakari.Introspective.Protocol.Base;
using Masakari.Introspective.Protocol.Framing;

namespace Masakari.Introspective.Channels;

/// <summary>
/// Hands one connection's messages to the listeners of their groups, and wraps the answers as the guest speaks.
/// </summary>
/// <remarks>
/// Each message tells by its own keys whether it is wrapped in the base layer: the connection outlives a reboot of the
/// guest, and after it another agent may speak.
/// </remarks>
internal sealed class GroupRouter
{
    private const string Refusal = "nack";

    private readonly ChannelTarget _target;
    private readonly SendQueue _queue;
    private readonly Func<bool> _isServed;
    private readonly ChannelCounters _counters;
    private readonly ChannelLog _log;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, (IGroupListener Listener, GuestLink Link)> _groups;

    // A guest that talks nonsense is told so, but not as often as it likes.
    private readonly TokenBucket _refusals = new(rate: 1, burst: 5);

    private volatile ChannelFormat _spoken;

    public GroupRouter(
        ChannelTarget target,
        IReadOnlyDictionary<string, IGroupListener> listenersByGroup,
        SendQueue queue,
        Func<bool> isServed,
        ChannelCounters counters,
        ChannelLog log,
        TimeProvider time
    )
    {
        (_target, _queue, _isServed) = (target, queue, isServed);
        (_counters, _log, _time, _spoken) = (counters, log, time, target.Format);
        _groups = listenersByGroup
            .Where(known => target.Format is ChannelFormat.Base || known.Key == GroupAddress.Heartbeat)
            .ToDictionary(
                known => known.Key,
                known => (known.Value, new GuestLink(target, known.Key, this)),
                StringComparer.Ordinal
            );
    }

    /// <inheritdoc cref="IGuestLink.IsServed"/>
    public bool IsServed => _isServed();

    /// <summary>Bytes of a frame on a channel of this format.</summary>
    public static int Limit(ChannelFormat format) =>
        format is ChannelFormat.Base ? FrameLimits.Base : FrameLimits.Heartbeat;

    public void Open()
    {
        foreach (var (listener, link) in _groups.Values)
        {
            Guard(() => listener.Opened(link));
        }
    }

    public void Close(string why)
    {
        foreach (var (listener, link) in _groups.Values)
        {
            Guard(() => listener.Closed(link, why));
        }
    }

    /// <summary>Never throws, whatever is in the frame.</summary>
    public void Receive(ReadOnlySpan<byte> frame)
    {
        _counters.CountFrame();
        var peek = MessagePeek.At(frame);
        Hear(peek);
        if (_spoken is ChannelFormat.Heartbeat)
        {
            ReceivePlain(frame, peek);
        }
        else
        {
            ReceiveWrapped(frame, peek);
        }
    }

    public void ReceiveTooLong()
    {
        _counters.CountFrame();
        RefuseSize();
    }

    /// <returns>False when the guest cannot be told: closed, full, or it does not know this group.</returns>
    /// <exception cref="ArgumentException">The message is too long or has line feeds.</exception>
    public bool TrySend(string group, ReadOnlyMemory<byte> json)
    {
        var spoken = _spoken;
        if (spoken is ChannelFormat.Base)
        {
            var wrapped = BaseWriter.Write(new BaseMessage(group, group, json));
            return _queue.TryAdd(FrameWriter.Write(wrapped, Limit(spoken)));
        }

        return group == GroupAddress.Heartbeat && _queue.TryAdd(FrameWriter.Write(json.Span, Limit(spoken)));
    }

    private void Hear(MessagePeek peek)
    {
        if (peek.Format is { } format && format != _spoken)
        {
            _spoken = format;
            _log.Speaks(format);
        }
    }

    private void ReceivePlain(ReadOnlySpan<byte> frame, MessagePeek peek)
    {
        if (frame.Length > FrameLimits.Heartbeat)
        {
            RefuseSize();
            return;
        }

        if (!peek.IsObject)
        {
            Break("no JSON object");
        }

        // Broken ones, too: the heartbeat's own refusal is the answer that its guests understand.
        Deliver(GroupAddress.Heartbeat, frame.ToArray());
    }

    private void ReceiveWrapped(ReadOnlySpan<byte> frame, MessagePeek peek)
    {
        var (message, refusal, source) = BaseReader.Read(frame);
        if (message is null)
        {
            Break(refusal!);
            Refuse(peek.Destination ?? source, source, peek.Type, refusal!);
        }
        else if (!Deliver(message.Destination, message.Data))
        {
            var type = MessagePeek.At(message.Data.Span).Type;
            Refuse(message.Destination, message.Source, type, $"unknown address: {message.Destination}");
        }
    }

    private bool Deliver(string group, ReadOnlyMemory<byte> message)
    {
        if (!_groups.TryGetValue(group, out var known))
        {
            Break($"a message for {group}, which nobody here receives");
            return false;
        }

        Guard(() => known.Listener.Received(known.Link, message));
        return true;
    }

    private void Refuse(string? from, string? to, string? type, string why)
    {
        // A refusal is never refused: two sides would never end.
        if (from is null || to is null || type == Refusal || _queue.IsBusy)
        {
            return;
        }

        var now = _time.Monotonic();
        if (_refusals.WaitFor(1, now) == TimeSpan.Zero)
        {
            _refusals.Take(1, now);
            _queue.TryAdd(FrameWriter.Write(BaseWriter.WriteRefusal(from, to, type, why), FrameLimits.Base));
        }
    }

    private void RefuseSize()
    {
        _counters.CountTooLong();
        _log.Broken($"a frame of more than {Limit(_spoken)} bytes");
    }

    private void Break(string why)
    {
        _counters.CountBroken();
        _log.Broken(why);
    }

    /// <summary>A listener's mistake must not close the channel.</summary>
    private void Guard(Action call)
    {
        try
        {
            call();
        }
        catch (Exception e)
        {
            _log.Defect(e);
        }
    }
}
