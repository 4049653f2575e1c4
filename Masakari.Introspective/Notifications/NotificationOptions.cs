using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Notifications;

/// <summary>How notifications are retried: upstream's two options, and ours for what comes after them.</summary>
internal static class NotificationOptions
{
    private const string Ours = "masakari_introspective";

    public static readonly ConfigOption<int> RetryMax = Opt.Int(
        "callback",
        "retry_max",
        12,
        "Retries at the fixed pace after a notification's first failure. Then a fault that is still true is retried with "
            + "back-off without end; information is dropped.",
        min: 0,
        max: 100_000
    );

    public static readonly ConfigOption<int> RetryInterval = Opt.Int(
        "callback",
        "retry_interval",
        10,
        "Pause before each retry at the fixed pace.",
        min: 1,
        max: 3600,
        unit: "s"
    );

    public static readonly ConfigOption<int> RetryCeiling = Opt.Int(
        Ours,
        "retry_ceiling",
        300,
        "Longest pause between two tries once the retries at the fixed pace are used up.",
        min: 1,
        max: 86_400,
        unit: "s"
    );

    public static readonly ConfigOption<int> DuplicateWindow = Opt.Int(
        Ours,
        "duplicate_window",
        180,
        "Time in which masakari-api refuses a second, equal notification; the same as its own "
            + "duplicate_notification_detection_interval.",
        min: 0,
        max: 86_400,
        unit: "s"
    );

    public static readonly ConfigOption<int> MaintenanceRecheckInterval = Opt.Int(
        Ours,
        "maintenance_recheck_interval",
        60,
        "Pause before a notification is tried again that was refused because this host is in maintenance.",
        min: 1,
        max: 86_400,
        unit: "s"
    );

    public static readonly ConfigOption<int> RefusedRecheckInterval = Opt.Int(
        Ours,
        "refused_recheck_interval",
        60,
        "First pause after an answer that only an operator can change (this host is in no failover segment, our user is "
            + "not allowed); doubled each time up to retry_ceiling.",
        min: 1,
        max: 86_400,
        unit: "s"
    );

    public static readonly ConfigOption<bool> RegistrationCheck = Opt.Bool(
        Ours,
        "registration_check",
        true,
        "Whether masakari-api is asked at start and from time to time (5 min while something is amiss, 1 h otherwise) whether "
            + "this host is in a failover segment; a warning says once that it is in none."
    );

    public static IReadOnlyList<ConfigOption> All { get; } =
    [
        RetryMax,
        RetryInterval,
        RetryCeiling,
        DuplicateWindow,
        MaintenanceRecheckInterval,
        RefusedRecheckInterval,
        RegistrationCheck,
    ];
}
