using System.Threading.Channels;
using Masakari.Introspective.Protocol.Base;
using Masakari.Introspective.Protocol.Framing;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Tests.Protocol.Samples;

/// <summary>The host's side of a port, in this process: says what a test tells it to, and keeps what the guest says.</summary>
internal sealed class FakeHost : IDisposable
{
    private readonly Terminal _terminal = new();
    private readonly Channel<HeartbeatMessage> _heard = Channel.CreateUnbounded<HeartbeatMessage>();
    private readonly bool _isBase;
    private readonly Thread _reader;
    private volatile bool _isEnding;
    private int _sequence;

    /// <param name="link">The path under which the guest finds the port, as udev would make it.</param>
    public FakeHost(string link, bool isBase)
    {
        _isBase = isBase;
        File.CreateSymbolicLink(link, _terminal.Path);
        _reader = new Thread(Read) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>The guest's next message; one that is no message of the protocol ends the test.</summary>
    public async Task<T> HearAsync<T>(CancellationToken cancellationToken)
        where T : HeartbeatMessage =>
        await _heard.Reader.ReadAsync(cancellationToken) is T message
            ? message
            : throw new InvalidOperationException($"the guest said something else than {typeof(T).Name}");

    /// <summary>All in one write. Each is given its sequence.</summary>
    public void Say(params Func<int, HeartbeatMessage>[] messages) =>
        SayRaw([.. messages.SelectMany(message => Frame(message(++_sequence)))]);

    public void SayRaw(byte[] stream) => _terminal.Write(stream);

    public void Dispose()
    {
        _isEnding = true;
        _terminal.Wake();
        _reader.Join();
        _terminal.Dispose();
    }

    private byte[] Frame(HeartbeatMessage message)
    {
        var json = HeartbeatWriter.Write(message);
        return _isBase
            ? FrameWriter.Write(
                BaseWriter.Write(new BaseMessage(GroupAddress.Heartbeat, GroupAddress.Heartbeat, json)),
                FrameLimits.Base
            )
            : FrameWriter.Write(json, FrameLimits.Heartbeat);
    }

    private void Read()
    {
        var frames = new FrameReader(_isBase ? FrameLimits.Base : FrameLimits.Heartbeat);
        var buffer = new byte[4096];
        while (!_isEnding)
        {
            ReadOnlySpan<byte> input = buffer.AsSpan(0, _terminal.Read(buffer));
            while (frames.Next(ref input, out var frame) is var kind and not FrameKind.None)
            {
                Keep(kind, frame);
            }
        }
    }

    private void Keep(FrameKind kind, ReadOnlySpan<byte> frame)
    {
        var json = _isBase && BaseReader.Read(frame).Message is { } wrapped ? wrapped.Data.Span : frame;
        var reading = HeartbeatReader.Read(json);
        if (kind is not FrameKind.Complete || reading.Message is null)
        {
            _heard.Writer.TryComplete(new InvalidDataException($"{kind}: {reading.Refusal?.LogMessage}"));
        }
        else
        {
            _heard.Writer.TryWrite(reading.Message);
        }
    }
}
