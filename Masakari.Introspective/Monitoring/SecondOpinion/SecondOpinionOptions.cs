using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Monitoring.SecondOpinion;

/// <summary>What is asked of others than the guest agent before and after a verdict.</summary>
internal sealed record SecondOpinionOptions
{
    private const string Group = "masakari_introspective";

    public static readonly ConfigOption<bool> DemandOption = Opt.Bool(
        Group,
        "demand_second_opinion",
        false,
        "Whether a guest whose agent is silent on an open port is reported only once its kernel is proved dead (its balloon "
            + "driver has reported nothing for three of its periods) or QEMU is found stopped. It costs some 30 s more with Nova's "
            + "mem_stats_period_seconds = 10; a guest whose kernel stays alive is not reported at all."
    );

    public static readonly ConfigOption<int> CeilingOption = Opt.Int(
        Group,
        "second_opinion_ceiling",
        120,
        "For how long demand_second_opinion holds a verdict back while nothing is known of the kernel, for instance because "
            + "the guest has no balloon driver; then silence alone counts.",
        min: 0,
        max: 3600,
        unit: "s"
    );

    public static readonly ConfigOption<int> StatsPeriodOption = Opt.Int(
        Group,
        "memory_stats_period",
        0,
        "How often QEMU is told to ask the balloon drivers of watched guests for news, where a guest's domain has no period of "
            + "its own. 0 leaves the domains alone; Nova sets 10 s by itself (mem_stats_period_seconds).",
        min: 0,
        max: 3600,
        unit: "s"
    );

    public static IEnumerable<ConfigOption> All => [DemandOption, CeilingOption, StatsPeriodOption];

    public bool Demand { get; init; }

    public TimeSpan Ceiling { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Zero to leave domains alone.</summary>
    public TimeSpan StatsPeriod { get; init; }

    /// <exception cref="ConfigException">An option is malformed or out of range.</exception>
    public static SecondOpinionOptions From(IConfigValues config) =>
        new()
        {
            Demand = config.Get(DemandOption),
            Ceiling = TimeSpan.FromSeconds(config.Get(CeilingOption)),
            StatsPeriod = TimeSpan.FromSeconds(config.Get(StatsPeriodOption)),
        };
}
