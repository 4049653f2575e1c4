using System.Text.Json.Nodes;
using Masakari.Introspective.Protocol.Base;
using Masakari.Introspective.Protocol.Framing;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Tests.Protocol;

/// <summary>Reads a stream in pieces and says what it found in the words of the vectors' "expect".</summary>
internal sealed class VectorReader(bool isBase)
{
    private readonly FrameReader _frames = new(isBase ? FrameLimits.Base : FrameLimits.Heartbeat);

    public JsonArray Found { get; } = [];

    public void Take(ReadOnlySpan<byte> piece)
    {
        while (_frames.Next(ref piece, out var frame) is var kind and not FrameKind.None)
        {
            Found.Add(kind is FrameKind.TooLong ? Entry("too_long", true) : Read(frame));
        }
    }

    private JsonObject Read(ReadOnlySpan<byte> frame) => isBase ? ReadBase(frame) : ReadHeartbeat(frame);

    private static JsonObject ReadHeartbeat(ReadOnlySpan<byte> frame)
    {
        var (message, refusal, _) = HeartbeatReader.Read(frame);
        if (message is not null)
        {
            return Entry("message", JsonNode.Parse(HeartbeatWriter.Write(message)));
        }

        var told = JsonNode.Parse(HeartbeatWriter.Write(refusal!))!.AsObject();
        foreach (var common in new[] { "version", "revision", "msg_type", "sequence" })
        {
            told.Remove(common);
        }

        return Entry("refusal", told);
    }

    private static JsonObject ReadBase(ReadOnlySpan<byte> frame)
    {
        var (message, refusal, source) = BaseReader.Read(frame);
        if (message is not null)
        {
            var told = JsonNode.Parse(BaseWriter.Write(message))!.AsObject();
            told.Remove("version");
            return Entry("message", told);
        }

        var answer = new JsonObject { ["log_msg"] = refusal };
        if (source is not null)
        {
            answer["to"] = source;
        }

        return Entry("refusal", answer);
    }

    private static JsonObject Entry(string key, JsonNode? value) => new() { [key] = value };
}
