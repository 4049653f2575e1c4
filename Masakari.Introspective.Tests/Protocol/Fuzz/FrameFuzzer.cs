using Masakari.Introspective.Protocol.Base;
using Masakari.Introspective.Protocol.Framing;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Tests.Protocol.Fuzz;

/// <summary>Sends mutated frames through a frame reader and both readers of messages, as a host does with a guest's bytes.</summary>
/// <remarks>Throws where a reader throws, or where what it says is not within the protocol's limits.</remarks>
/// <param name="seed">The same seed sends the same bytes.</param>
internal sealed class FrameFuzzer(int seed)
{
    private readonly Random _random = new(seed);
    private readonly FrameReader _bare = new(FrameLimits.Heartbeat);
    private readonly FrameReader _base = new(FrameLimits.Base);
    private readonly FrameMutator _mutator = new(seed);

    public long Sent { get; private set; }

    public long Messages { get; private set; }

    public long Refusals { get; private set; }

    public long TooLong { get; private set; }

    public void Send(int frames)
    {
        for (var i = 0; i < frames; i++)
        {
            var stream = _mutator.Next(out var isBase);
            Sent++;
            while (!stream.IsEmpty)
            {
                // Mostly whole frames, now and then pieces down to single bytes.
                var size = _random.Next(8) == 0 ? _random.Next(1, stream.Length + 1) : stream.Length;
                Take(stream[..size], isBase);
                stream = stream[size..];
            }
        }
    }

    private void Take(ReadOnlySpan<byte> piece, bool isBase)
    {
        var reader = isBase ? _base : _bare;
        while (reader.Next(ref piece, out var frame) is var kind and not FrameKind.None)
        {
            if (kind is FrameKind.TooLong)
            {
                TooLong++;
            }
            else if (isBase)
            {
                ReadBase(frame);
            }
            else
            {
                ReadHeartbeat(frame);
            }
        }
    }

    private void ReadBase(ReadOnlySpan<byte> frame)
    {
        var reading = BaseReader.Read(frame);
        Check(reading.Message is null != reading.Refusal is null, "a base message or a refusal", frame);
        if (reading.Message is { } message)
        {
            ReadHeartbeat(message.Data.Span);
        }
        else
        {
            Refusals++;
        }
    }

    private void ReadHeartbeat(ReadOnlySpan<byte> frame)
    {
        var reading = HeartbeatReader.Read(frame);
        Check(reading.Message is null != reading.Refusal is null, "a message or a refusal", frame);
        if (reading.Message is not null)
        {
            Messages++;
        }
        else
        {
            Refusals++;
        }

        // What was understood can be said again: every 16th, for the time's sake.
        if (((Messages + Refusals) & 15) == 0)
        {
            var written = HeartbeatWriter.Write(reading.Message ?? reading.Refusal!);
            Check(written.Length <= FrameLimits.Heartbeat, "a message within the limit", frame);
            Check(HeartbeatReader.Read(written).Message is not null, "a message that reads back", frame);
        }
    }

    private void Check(bool holds, string what, ReadOnlySpan<byte> frame)
    {
        if (!holds)
        {
            throw new InvalidOperationException(
                $"frame {Sent} of seed {seed} is not {what}: {Convert.ToHexString(frame)}"
            );
        }
    }
}
