using System.Text.Json;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>Writes a heartbeat message as one JSON object: ASCII, one line, StarlingX's key order.</summary>
/// <remarks>
/// Texts are cleaned and cut to the limits first: StarlingX's guests copy them into fixed buffers without a look. Quotes
/// and what is not ASCII grow when escaped; a log message that then exceeds
/// <see cref="Framing.FrameLimits.Heartbeat"/> is cut further until it fits.
/// </remarks>
public static class HeartbeatWriter
{
    public static byte[] Write(HeartbeatMessage message)
    {
        var fields = Fields(message);
        var json = Serialize(fields);
        while (json.Length > Framing.FrameLimits.Heartbeat && fields.LogMessage is { Length: > 0 } text)
        {
            fields.LogMessage = WireText.Clean(text, System.Text.Encoding.UTF8.GetByteCount(text) / 2);
            json = Serialize(fields);
        }

        return json;
    }

    private static byte[] Serialize(HeartbeatFields fields) =>
        JsonSerializer.SerializeToUtf8Bytes(fields, HeartbeatJson.Default.HeartbeatFields);

    private static HeartbeatFields Fields(HeartbeatMessage message)
    {
        var fields = new HeartbeatFields
        {
            Version = HeartbeatMessage.Version,
            Revision = HeartbeatMessage.Revision,
            Sequence = message.Sequence,
        };
        switch (message)
        {
            case Init init:
                fields.Type = HeartbeatWords.Init;
                fields.InvocationId = init.InvocationId;
                fields.Name = WireText.Clean(init.Name, WireText.Name);
                fields.IntervalMs = init.IntervalMs;
                fields.VoteSecs = init.VoteSecs;
                fields.ShutdownNoticeSecs = init.ShutdownNoticeSecs;
                fields.SuspendNoticeSecs = init.SuspendNoticeSecs;
                fields.ResumeNoticeSecs = init.ResumeNoticeSecs;
                fields.RestartSecs = init.RestartSecs;
                fields.CorrectiveAction = init.CorrectiveAction.Word();
                break;
            case InitAck ack:
                fields.Type = HeartbeatWords.InitAck;
                fields.InvocationId = ack.InvocationId;
                break;
            case Challenge challenge:
                fields.Type = HeartbeatWords.Challenge;
                fields.Challenge = challenge.Value;
                break;
            case ChallengeResponse response:
                fields.Type = HeartbeatWords.ChallengeResponse;
                fields.Response = response.Value;
                fields.Health = response.Health.Word();
                fields.CorrectiveAction = response.CorrectiveAction.Word();
                fields.LogMessage = LogText(response.LogMessage);
                break;
            case ActionNotify notify:
                fields.Type = HeartbeatWords.ActionNotify;
                fields.InvocationId = notify.InvocationId;
                fields.Event = notify.Event.Word();
                fields.NotificationType = notify.NotificationType.Word();
                fields.TimeoutMs = notify.TimeoutMs;
                break;
            case ActionResponse response:
                fields.Type = HeartbeatWords.ActionResponse;
                fields.InvocationId = response.InvocationId;
                fields.Event = response.Event.Word();
                fields.NotificationType = response.NotificationType.Word();
                fields.VoteResult = response.VoteResult.Word();
                fields.LogMessage = LogText(response.LogMessage);
                break;
            case Nack nack:
                fields.Type = HeartbeatWords.Nack;
                fields.InvocationId = nack.InvocationId;
                fields.OriginalType = nack.OriginalType is { } type ? WireText.Clean(type, WireText.Word) : null;
                fields.LogMessage = LogText(nack.LogMessage);
                break;
            case ExitNotice exit:
                fields.Type = HeartbeatWords.Exit;
                fields.LogMessage = LogText(exit.LogMessage);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(message), message, "not a heartbeat message");
        }

        return fields;
    }

    private static string LogText(string text) => WireText.Clean(text, WireText.LogMessage);
}
