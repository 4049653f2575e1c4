using Masakari.Introspective.Protocol.Base;
using Masakari.Introspective.Protocol.Framing;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Agent.Channel;

/// <summary>Heartbeat messages to frames and back, bare or inside the base layer.</summary>
internal sealed class PortCodec(bool hasBase)
{
    private readonly int _limit = hasBase ? FrameLimits.Base : FrameLimits.Heartbeat;
    private readonly FrameReader _reader = new(hasBase ? FrameLimits.Base : FrameLimits.Heartbeat);

    public void Reset() => _reader.Reset();

    public byte[] Encode(HeartbeatMessage message)
    {
        var json = HeartbeatWriter.Write(message);
        var whole = hasBase
            ? BaseWriter.Write(new BaseMessage(GroupAddress.Heartbeat, GroupAddress.Heartbeat, json))
            : json;
        return FrameWriter.Write(whole, _limit);
    }

    /// <param name="messages">Takes what could be read; a guest ignores the rest.</param>
    /// <returns>A refusal to send, for a message to a group that is not served here; null for none.</returns>
    public byte[]? Decode(ReadOnlySpan<byte> bytes, List<HeartbeatMessage> messages)
    {
        byte[]? refusal = null;
        for (var kind = _reader.Next(ref bytes, out var frame); kind is not FrameKind.None; )
        {
            if (kind is FrameKind.Complete)
            {
                refusal = (hasBase ? ReadBase(frame, messages) : ReadBare(frame, messages)) ?? refusal;
            }

            kind = _reader.Next(ref bytes, out frame);
        }

        return refusal;
    }

    private byte[]? ReadBase(ReadOnlySpan<byte> frame, List<HeartbeatMessage> messages)
    {
        if (BaseReader.Read(frame).Message is not { } message)
        {
            return null;
        }

        if (string.Equals(message.Destination, GroupAddress.Heartbeat, StringComparison.Ordinal))
        {
            return ReadBare(message.Data.Span, messages);
        }

        var reading = HeartbeatReader.Read(message.Data.Span);
        if (reading.Message is Nack)
        {
            return null;
        }

        var why = $"nobody here has the address {message.Destination}";
        return FrameWriter.Write(
            BaseWriter.WriteRefusal(message.Destination, message.Source, reading.Refusal?.OriginalType, why),
            _limit
        );
    }

    private static byte[]? ReadBare(ReadOnlySpan<byte> json, List<HeartbeatMessage> messages)
    {
        if (HeartbeatReader.Read(json).Message is { } message)
        {
            messages.Add(message);
        }

        return null;
    }
}
