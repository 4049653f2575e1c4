using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.GuestPing.HealthCheck;

/// <summary>The check of an application's health that the QEMU guest agent runs in the guest.</summary>
internal sealed record HealthCheckOptions
{
    private const string Group = "masakari_introspective";

    public static readonly ConfigOption<string> PathOption = Opt.Str(
        Group,
        "health_check_path",
        "",
        "Program in the guest that says whether its application is well, run there by the QEMU guest agent: exit code 0 is well, "
            + "any other is not, and the first line of its output says why. Unset, only instances whose metadata or flavor "
            + "names one (masakari:health_check) are checked."
    );

    public static readonly ConfigOption<IReadOnlyList<string>> AllowedOption = Opt.List(
        Group,
        "health_check_allowed",
        [],
        "Programs that instance metadata or flavor extra spec masakari:health_check may name: paths, in which * stands for any "
            + "characters but slash and backslash. Unset, none; false there switches an instance's check off all the same."
    );

    public static readonly ConfigOption<int> IntervalOption = Opt.Int(
        Group,
        "health_check_interval",
        30,
        "How often each guest is checked.",
        min: 5,
        max: 3600,
        unit: "s"
    );

    public static readonly ConfigOption<int> TimeoutOption = Opt.Int(
        Group,
        "health_check_timeout",
        10,
        "How long the program may take. One that takes longer is never started a second time beside itself.",
        min: 1,
        max: 600,
        unit: "s"
    );

    public static readonly ConfigOption<int> ThresholdOption = Opt.Int(
        Group,
        "health_check_threshold",
        2,
        "How many bad results in a row make a failure.",
        min: 1,
        max: 100
    );

    public static readonly ConfigOption<bool> HangFailsOption = Opt.Bool(
        Group,
        "health_check_hang_fails",
        true,
        "Whether a program that does not end is a bad result, again after each interval. Off, it is shown only."
    );

    public static readonly ConfigOption<int> GraceOption = Opt.Int(
        Group,
        "health_check_grace",
        300,
        "How long after a guest's start its application may need to come up: until the program has passed once, neither a bad "
            + "result nor a program that is not there counts within this time.",
        min: 0,
        max: 86400,
        unit: "s"
    );

    public static IEnumerable<ConfigOption> All =>
        [PathOption, AllowedOption, IntervalOption, TimeoutOption, ThresholdOption, HangFailsOption, GraceOption];

    /// <summary>The host's own choice; empty where it has none.</summary>
    public string Path { get; init; } = "";

    public IReadOnlyList<string> Allowed { get; init; } = [];

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    public int Threshold { get; init; } = 2;

    public bool HangFails { get; init; } = true;

    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(300);

    /// <exception cref="ConfigException">An option is malformed or out of range.</exception>
    public static HealthCheckOptions From(IConfigValues config) =>
        new()
        {
            Path = config.Get(PathOption),
            Allowed = config.Get(AllowedOption),
            Interval = TimeSpan.FromSeconds(config.Get(IntervalOption)),
            Timeout = TimeSpan.FromSeconds(config.Get(TimeoutOption)),
            Threshold = config.Get(ThresholdOption),
            HangFails = config.Get(HangFailsOption),
            Grace = TimeSpan.FromSeconds(config.Get(GraceOption)),
        };
}
