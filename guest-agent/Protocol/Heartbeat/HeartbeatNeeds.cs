using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>Takes the keys that a message cannot do without, and remembers the first that is missing or out of range.</summary>
internal sealed class HeartbeatNeeds(HeartbeatFields fields)
{
    /// <summary>The first key that was not as it must be; null where all were.</summary>
    public string? Missing { get; private set; }

    public long InvocationId() => Number(fields.InvocationId, "invocation_id");

    public string Name() => Text(fields.Name, "name", WireText.Name);

    /// <summary>Never missed: what a guest has nothing to say about is no reason to refuse its answer.</summary>
    public string LogMessage() => WireText.Clean(fields.LogMessage ?? "", WireText.LogMessage);

    public int Interval()
    {
        var interval = Time(fields.IntervalMs, "heartbeat_interval_ms");
        return interval > 0 ? interval : Miss("heartbeat_interval_ms", 1);
    }

    public CorrectiveAction Action() =>
        HeartbeatWords.Action(Text(fields.CorrectiveAction, "corrective_action", WireText.Word));

    public Health Health() =>
        HeartbeatWords.HealthOf(fields.Health ?? "") ?? Miss("heartbeat_health", Heartbeat.Health.Unhealthy);

    public GuestEvent Event() => HeartbeatWords.Event(Text(fields.Event, "event_type", WireText.Word));

    public NotificationType NotificationType() =>
        HeartbeatWords.NotificationTypeOf(Text(fields.NotificationType, "notification_type", WireText.Word));

    public VoteResult Vote() => HeartbeatWords.Vote(Text(fields.VoteResult, "vote_result", WireText.Word));

    /// <summary>Seconds or milliseconds, 0..2^31-1.</summary>
    public int Time(long? value, string key) => value is >= 0 and <= int.MaxValue ? (int)value.Value : Miss(key, 0);

    public long Number(long? value, string key) => value ?? Miss(key, 0L);

    private string Text(string? value, string key, int limit) =>
        value is null ? Miss(key, "") : WireText.Clean(value, limit);

    private T Miss<T>(string key, T instead)
    {
        Missing ??= key;
        return instead;
    }
}
