using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Monitoring.Arming;

/// <summary>When a guest's silence begins to mean something.</summary>
internal sealed record ArmingOptions
{
    private const string Group = "masakari_introspective";

    public static readonly ConfigOption<int> MinimumUptimeOption = Opt.Int(
        Group,
        "minimum_uptime",
        0,
        "What is found inside a guest is reported only after the guest has run this long since its start or its last reboot. A "
            + "guest that has not answered since then is not reported in any case.",
        min: 0,
        max: 86400,
        unit: "s"
    );

    public static readonly ConfigOption<int> NoticeOption = Opt.Int(
        Group,
        "arming_notice",
        300,
        "Watched guests whose agent has not answered this long after their start are named in the log, and again once a day: "
            + "their silence means nothing until they answer. 0 for never.",
        min: 0,
        max: 86400,
        unit: "s"
    );

    public static IEnumerable<ConfigOption> All => [MinimumUptimeOption, NoticeOption];

    public TimeSpan MinimumUptime { get; init; } = TimeSpan.Zero;

    public TimeSpan Notice { get; init; } = TimeSpan.FromSeconds(300);

    /// <exception cref="ConfigException">An option is malformed or out of range.</exception>
    public static ArmingOptions From(IConfigValues config) =>
        new()
        {
            MinimumUptime = TimeSpan.FromSeconds(config.Get(MinimumUptimeOption)),
            Notice = TimeSpan.FromSeconds(config.Get(NoticeOption)),
        };
}
