namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>Which keys make which message.</summary>
internal static class HeartbeatShapes
{
    /// <returns>Null for a type that is none of the protocol's; otherwise of worth only if nothing is missing.</returns>
    public static HeartbeatMessage? Of(HeartbeatFields fields, HeartbeatNeeds needs)
    {
        // Informational, so its absence is no reason to refuse what else is in order.
        var sequence = fields.Sequence ?? 0;
        return fields.Type switch
        {
            HeartbeatWords.Init => new Init(
                sequence,
                needs.InvocationId(),
                needs.Name(),
                needs.Interval(),
                needs.Time(fields.VoteSecs, "vote_secs"),
                needs.Time(fields.ShutdownNoticeSecs, "shutdown_notice_secs"),
                needs.Time(fields.SuspendNoticeSecs, "suspend_notice_secs"),
                needs.Time(fields.ResumeNoticeSecs, "resume_notice_secs"),
                needs.Time(fields.RestartSecs, "restart_secs"),
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
                needs.Time(fields.TimeoutMs, "timeout_ms")
            ),
            HeartbeatWords.ActionResponse => new ActionResponse(
                sequence,
                needs.InvocationId(),
                needs.Event(),
                needs.NotificationType(),
                needs.Vote(),
                needs.LogMessage()
            ),
            HeartbeatWords.Exit => new ExitNotice(sequence, needs.LogMessage()),
            _ => null,
        };
    }
}
