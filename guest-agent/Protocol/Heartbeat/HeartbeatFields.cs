using System.Text.Json.Serialization;

namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>All keys of all heartbeat messages, in the order in which StarlingX writes them; null where absent.</summary>
internal sealed class HeartbeatFields
{
    [JsonPropertyName("version")]
    public long? Version { get; set; }

    [JsonPropertyName("revision")]
    public long? Revision { get; set; }

    [JsonPropertyName("msg_type")]
    public string? Type { get; set; }

    [JsonPropertyName("sequence")]
    public long? Sequence { get; set; }

    [JsonPropertyName("invocation_id")]
    public long? InvocationId { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("heartbeat_interval_ms")]
    public long? IntervalMs { get; set; }

    [JsonPropertyName("vote_secs")]
    public long? VoteSecs { get; set; }

    [JsonPropertyName("shutdown_notice_secs")]
    public long? ShutdownNoticeSecs { get; set; }

    [JsonPropertyName("suspend_notice_secs")]
    public long? SuspendNoticeSecs { get; set; }

    [JsonPropertyName("resume_notice_secs")]
    public long? ResumeNoticeSecs { get; set; }

    [JsonPropertyName("restart_secs")]
    public long? RestartSecs { get; set; }

    [JsonPropertyName("heartbeat_challenge")]
    public long? Challenge { get; set; }

    [JsonPropertyName("heartbeat_response")]
    public long? Response { get; set; }

    [JsonPropertyName("heartbeat_health")]
    public string? Health { get; set; }

    [JsonPropertyName("event_type")]
    public string? Event { get; set; }

    [JsonPropertyName("notification_type")]
    public string? NotificationType { get; set; }

    [JsonPropertyName("timeout_ms")]
    public long? TimeoutMs { get; set; }

    [JsonPropertyName("vote_result")]
    public string? VoteResult { get; set; }

    [JsonPropertyName("corrective_action")]
    public string? CorrectiveAction { get; set; }

    [JsonPropertyName("orig_msg_type")]
    public string? OriginalType { get; set; }

    [JsonPropertyName("log_msg")]
    public string? LogMessage { get; set; }
}
