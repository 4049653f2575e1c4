using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.LocalHealth;

namespace Masakari.Introspective.Monitoring.LocalHealth;

/// <summary>What the monitor makes of its own slowness.</summary>
internal sealed record LocalHealthOptions
{
    private const string Group = "masakari_introspective";

    public static readonly ConfigOption<bool> LocalHealthOption = Opt.Bool(
        Group,
        "local_health",
        true,
        "Whether the monitor waits longer before it blames a guest while it is itself slow: its timers come late, libvirtd "
            + "takes long for cheap questions, the kernel reports pressure. Its score of 0 (well) to 7 is kept and logged "
            + "either way; at 0 nothing changes."
    );

    public static readonly ConfigOption<double> MaxFactorOption = Opt.Float(
        Group,
        "local_health_max_factor",
        3,
        "At the worst score, guest_monitoring_failure_threshold and the time that a suspect has for each answer are this many "
            + "times what is configured; at lower scores proportionally less, rounded down.",
        min: 1,
        max: 10
    );

    public static readonly ConfigOption<int> FallIntervalOption = Opt.Int(
        Group,
        "local_health_fall_interval",
        10,
        "The score rises at once and falls by one in this time.",
        min: 1,
        max: 3600,
        unit: "s"
    );

    public static IEnumerable<ConfigOption> All => [LocalHealthOption, MaxFactorOption, FallIntervalOption];

    /// <summary>On, 3 times and 10 s by default.</summary>
    public LocalHealthPolicy Policy { get; init; } = new(true, 3, TimeSpan.FromSeconds(10));

    /// <exception cref="ConfigException">An option is malformed or out of range.</exception>
    public static LocalHealthOptions From(IConfigValues config) =>
        new()
        {
            Policy = new LocalHealthPolicy(
                config.Get(LocalHealthOption),
                config.Get(MaxFactorOption),
                TimeSpan.FromSeconds(config.Get(FallIntervalOption))
            ),
        };
}
