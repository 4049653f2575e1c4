using System.Text.Json;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>Reads one JSON object as a heartbeat message.</summary>
/// <remarks>
/// Never throws for what it reads: whatever is wrong becomes a refusal that names the key. Unknown keys are ignored and
/// texts that are too long are cut; StarlingX's guests do not escape quotes in theirs, so broken JSON is to be expected.
/// </remarks>
public static class HeartbeatReader
{
    public static HeartbeatReading Read(ReadOnlySpan<byte> json)
    {
        HeartbeatFields fields;
        try
        {
            fields = JsonSerializer.Deserialize(json, HeartbeatJson.Default.HeartbeatFields) ?? new HeartbeatFields();
        }
        catch (JsonException broken)
        {
            return Refuse(new HeartbeatFields(), $"failed to parse {KeyOf(broken)}");
        }

        return Check(fields);
    }

    private static HeartbeatReading Check(HeartbeatFields fields)
    {
        if (fields.Version is not { } version)
        {
            return Refuse(fields, "failed to parse version");
        }

        if (version < HeartbeatMessage.Version)
        {
            var refusal = Refuse(fields, $"Bad version: {version}, expect version: {HeartbeatMessage.Version}");
            return refusal with { IsOld = true };
        }

        if (fields.Revision is null)
        {
            return Refuse(fields, "failed to parse revision");
        }

        if (fields.Type is null)
        {
            return Refuse(fields, "failed to parse msg_type");
        }

        var needs = new HeartbeatNeeds(fields);
        var message = Shape(fields, needs);
        if (needs.Missing is { } key)
        {
            return Refuse(fields, $"failed to parse {key}");
        }

        return message is null
            ? Refuse(fields, $"unsupported message type: {WireText.Clean(fields.Type, WireText.Word)}")
            : new HeartbeatReading(message, null);
    }

    private static HeartbeatMessage? Shape(HeartbeatFields fields, HeartbeatNeeds needs)
    {
        var sequence = fields.Sequence ?? 0;
        return fields.Type switch
        {
            HeartbeatWords.Init => new Init(
                sequence,
                needs.InvocationId(),
                needs.Name(),
                needs.Interval(),
                needs.Secs(fields.VoteSecs, "vote_secs"),
                needs.Secs(fields.ShutdownNoticeSecs, "shutdown_notice_secs"),
                needs.Secs(fields.SuspendNoticeSecs, "suspend_notice_secs"),
                needs.Secs(fields.ResumeNoticeSecs, "resume_notice_secs"),
                needs.Secs(fields.RestartSecs, "restart_secs"),
                needs.Action()
            ),
            HeartbeatWords.InitAck => new InitAck(sequence, needs.InvocationId()),
            HeartbeatWords.Challenge => new Challenge(sequence, needs.Number(fields.Challenge, "heartbeat_challenge")),
            HeartbeatWords.ChallengeResponse => new ChallengeResponse(
                sequence,
                needs.Number(fields.Response, "heartbeat_response"),
                needs.Health(),
                // Optional in the published specification, though StarlingX always sends it.
                HeartbeatWords.Action(fields.CorrectiveAction ?? ""),
                needs.LogMessage()
            ),
            HeartbeatWords.ActionNotify => new ActionNotify(
                sequence,
                needs.InvocationId(),
                needs.Event(),
                needs.NotificationType(),
                needs.Secs(fields.TimeoutMs, "timeout_ms")
            ),
            HeartbeatWords.ActionResponse => new ActionResponse(
                sequence,
                needs.InvocationId(),
                needs.Event(),
                needs.NotificationType(),
                needs.Vote(),
                needs.LogMessage()
            ),
            HeartbeatWords.Nack => new Nack(
                sequence,
                fields.InvocationId ?? 0,
                fields.OriginalType is { } original ? WireText.Clean(original, WireText.Word) : null,
                needs.LogMessage()
            ),
            HeartbeatWords.Exit => new ExitNotice(sequence, needs.LogMessage()),
            _ => null,
        };
    }

    private static HeartbeatReading Refuse(HeartbeatFields fields, string why)
    {
        var type = fields.Type is { } known ? WireText.Clean(known, WireText.Word) : null;
        return new HeartbeatReading(null, new Nack(0, fields.InvocationId ?? 0, type, why));
    }

    /// <summary>"$.sequence" is sequence; the object itself where the text is not JSON at all.</summary>
    private static string KeyOf(JsonException broken) =>
        broken.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal)
            ? WireText.Clean(path[2..], WireText.Word)
            : "the message";
}
