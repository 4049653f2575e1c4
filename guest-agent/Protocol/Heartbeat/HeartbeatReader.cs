using System.Text.Json;
using Masakari.Introspective.Protocol.Framing;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>Reads one JSON object as a heartbeat message.</summary>
/// <remarks>
/// Never throws for what it reads: whatever is wrong becomes a refusal that names the key. Unknown keys are ignored, of
/// repeated ones the last counts, and texts that are too long are cut. A nack is never refused, whatever it lacks: two
/// peers that refuse each other's refusals would not stop.
/// </remarks>
public static class HeartbeatReader
{
    /// <param name="json">One frame, or the data of a base-layer message.</param>
    public static HeartbeatReading Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > FrameLimits.Heartbeat)
        {
            return Refuse(new HeartbeatFields(), $"message is longer than {FrameLimits.Heartbeat} bytes");
        }

        try
        {
            var fields = JsonSerializer.Deserialize(json, HeartbeatJson.Default.HeartbeatFields);
            return Check(fields ?? new HeartbeatFields());
        }
        catch (JsonException)
        {
            return Refuse(new HeartbeatFields(), "failed to parse the message");
        }
    }

    private static HeartbeatReading Check(HeartbeatFields fields) =>
        fields switch
        {
            { Type: HeartbeatWords.Nack } => new HeartbeatReading(ReadNack(fields), null),
            { Version: null } => Refuse(fields, "failed to parse version"),
            { Version: < HeartbeatMessage.Version } => RefuseOld(fields),
            { Revision: null } => Refuse(fields, "failed to parse revision"),
            { Type: null } => Refuse(fields, "failed to parse msg_type"),
            _ => ReadKnown(fields),
        };

    private static HeartbeatReading ReadKnown(HeartbeatFields fields)
    {
        var needs = new HeartbeatNeeds(fields);
        var message = HeartbeatShapes.Of(fields, needs);
        if (needs.Missing is { } key)
        {
            return Refuse(fields, $"failed to parse {key}");
        }

        return message is null
            ? Refuse(fields, $"unsupported message type: {WireText.Clean(fields.Type!, WireText.Word)}")
            : new HeartbeatReading(message, null);
    }

    private static Nack ReadNack(HeartbeatFields fields) =>
        new(
            fields.Sequence ?? 0,
            fields.InvocationId ?? 0,
            Word(fields.OriginalType),
            WireText.Clean(fields.LogMessage ?? "", WireText.LogMessage)
        );

    private static HeartbeatReading RefuseOld(HeartbeatFields fields)
    {
        var why = $"Bad version: {fields.Version}, expect version: {HeartbeatMessage.Version}";
        return Refuse(fields, why) with { IsOld = true };
    }

    private static HeartbeatReading Refuse(HeartbeatFields fields, string why) =>
        new(null, new Nack(0, fields.InvocationId ?? 0, Word(fields.Type), why));

    private static string? Word(string? text) => text is null ? null : WireText.Clean(text, WireText.Word);
}
