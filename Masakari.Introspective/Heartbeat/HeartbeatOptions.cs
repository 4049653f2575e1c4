using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Heartbeat;

/// <summary>How guests are challenged, and how much silence is a loss.</summary>
/// <remarks>
/// A guest that falls silent right after an answer is lost at most (misses allowed + 2) intervals later: up to one until
/// the next challenge, and misses allowed + 1 unanswered ones.
/// </remarks>
internal sealed record HeartbeatOptions
{
    private const string Group = "masakari_introspective";
    private const int OneHour = 3_600_000;

    public static readonly ConfigOption<int> MissesAllowedOption = Opt.Int(
        Group,
        "heartbeat_misses_allowed",
        1,
        "How many heartbeat challenges in a row a guest may leave unanswered; one more is a loss. 1 is StarlingX's rule, 0 the "
            + "one of the founding documents.",
        min: 0,
        max: 100
    );

    public static readonly ConfigOption<int> MinIntervalOption = Opt.Int(
        Group,
        "heartbeat_min_interval",
        400,
        "The shortest heartbeat interval: a guest that asks for a shorter one gets this one.",
        min: 100,
        max: OneHour,
        unit: "ms"
    );

    public static readonly ConfigOption<int> MaxIntervalOption = Opt.Int(
        Group,
        "heartbeat_max_interval",
        OneHour,
        "The longest heartbeat interval: a guest that asks for a longer one gets this one.",
        min: 400,
        max: OneHour,
        unit: "ms"
    );

    public static readonly ConfigOption<int> RegistrationTimeoutOption = Opt.Int(
        Group,
        "heartbeat_registration_timeout",
        120,
        "An instance whose flavor, metadata or image asks for a heartbeat and that has not registered this long after its start "
            + "is warned about. A guest that had registered and rebooted may take as long as it said itself (restart_secs).",
        min: 1,
        max: 86400,
        unit: "s"
    );

    public static IEnumerable<ConfigOption> All =>
        [MissesAllowedOption, MinIntervalOption, MaxIntervalOption, RegistrationTimeoutOption];

    public int MissesAllowed { get; init; } = 1;

    public TimeSpan MinInterval { get; init; } = TimeSpan.FromMilliseconds(400);

    public TimeSpan MaxInterval { get; init; } = TimeSpan.FromHours(1);

    public TimeSpan RegistrationTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <exception cref="ConfigException">An option is malformed or out of range, or the limits of the interval cross.</exception>
    public static HeartbeatOptions From(IConfigValues config)
    {
        var min = config.Get(MinIntervalOption);
        var max = config.Get(MaxIntervalOption);
        if (max < min)
        {
            throw new ConfigException(
                $"{MaxIntervalOption.Key} = {max} is less than {MinIntervalOption.Key} = {min}: raise the one or lower the other."
            );
        }

        return new HeartbeatOptions
        {
            MissesAllowed = config.Get(MissesAllowedOption),
            MinInterval = TimeSpan.FromMilliseconds(min),
            MaxInterval = TimeSpan.FromMilliseconds(max),
            RegistrationTimeout = TimeSpan.FromSeconds(config.Get(RegistrationTimeoutOption)),
        };
    }

    /// <summary>The interval a guest gets that asks for <paramref name="askedMs"/>.</summary>
    public TimeSpan Clamp(int askedMs) =>
        TimeSpan.FromMilliseconds(Math.Clamp(askedMs, MinInterval.TotalMilliseconds, MaxInterval.TotalMilliseconds));
}
