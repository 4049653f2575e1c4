namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>The words of the wire, both ways. Unknown words read as Unknown.</summary>
internal static class HeartbeatWords
{
    public const string Init = "init";
    public const string InitAck = "init_ack";
    public const string Challenge = "challenge";
    public const string ChallengeResponse = "challenge_response";
    public const string ActionNotify = "action_notify";
    public const string ActionResponse = "action_response";
    public const string Nack = "nack";
    public const string Exit = "exit";

    private static readonly (GuestEvent Event, string Word)[] Events =
    [
        (GuestEvent.Stop, "stop"),
        (GuestEvent.Reboot, "reboot"),
        (GuestEvent.Suspend, "suspend"),
        (GuestEvent.Pause, "pause"),
        (GuestEvent.Unpause, "unpause"),
        (GuestEvent.Resume, "resume"),
        (GuestEvent.ResizeBegin, "resize_begin"),
        (GuestEvent.ResizeEnd, "resize_end"),
        (GuestEvent.LiveMigrateBegin, "live_migrate_begin"),
        (GuestEvent.LiveMigrateEnd, "live_migrate_end"),
        (GuestEvent.ColdMigrateBegin, "cold_migrate_begin"),
        (GuestEvent.ColdMigrateEnd, "cold_migrate_end"),
    ];

    public static string Word(this CorrectiveAction action) =>
        action switch
        {
            CorrectiveAction.None => "none",
            CorrectiveAction.Log => "log",
            CorrectiveAction.Reboot => "reboot",
            CorrectiveAction.Stop => "stop",
            _ => "unknown",
        };

    public static CorrectiveAction Action(string word) =>
        word switch
        {
            "none" => CorrectiveAction.None,
            "log" => CorrectiveAction.Log,
            "reboot" => CorrectiveAction.Reboot,
            "stop" => CorrectiveAction.Stop,
            _ => CorrectiveAction.Unknown,
        };

    public static string Word(this Health health) => health is Health.Healthy ? "healthy" : "unhealthy";

    /// <returns>Null where the word is neither.</returns>
    public static Health? HealthOf(string word) =>
        word switch
        {
            "healthy" => Health.Healthy,
            "unhealthy" => Health.Unhealthy,
            _ => null,
        };

    public static string Word(this GuestEvent guestEvent) =>
        Array.Find(Events, known => known.Event == guestEvent).Word ?? "unknown";

    public static GuestEvent Event(string word) => Array.Find(Events, known => known.Word == word).Event;

    public static string Word(this NotificationType type) =>
        type switch
        {
            NotificationType.Revocable => "revocable",
            NotificationType.Irrevocable => "irrevocable",
            _ => "unknown",
        };

    public static NotificationType NotificationTypeOf(string word) =>
        word switch
        {
            "revocable" => NotificationType.Revocable,
            "irrevocable" => NotificationType.Irrevocable,
            _ => NotificationType.Unknown,
        };

    public static string Word(this VoteResult result) =>
        result switch
        {
            VoteResult.Accept => "accept",
            VoteResult.Reject => "reject",
            VoteResult.Complete => "complete",
            VoteResult.Timeout => "timeout",
            VoteResult.Error => "error",
            _ => "unknown",
        };

    public static VoteResult Vote(string word) =>
        word switch
        {
            "accept" => VoteResult.Accept,
            "reject" => VoteResult.Reject,
            "complete" => VoteResult.Complete,
            "timeout" => VoteResult.Timeout,
            "error" => VoteResult.Error,
            _ => VoteResult.Unknown,
        };
}
