using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Budget;
using Masakari.Introspective.Detection.Flapping;

namespace Masakari.Introspective.Monitoring.Budget;

/// <summary>How often an instance is reported before people have to look, and what counts as flapping.</summary>
internal sealed record BudgetOptions
{
    private const string Group = "masakari_introspective";

    public static readonly ConfigOption<int> RecoveriesOption = Opt.Int(
        Group,
        "recovery_budget",
        3,
        "How often an instance may be reported for recovery within recovery_budget_window, crashes of QEMU included. One that "
            + "fails again is given up: it needs a human, until the window has moved on. 0 switches the limit off.",
        min: 0,
        max: 100
    );

    public static readonly ConfigOption<int> WindowOption = Opt.Int(
        Group,
        "recovery_budget_window",
        3600,
        "Over how long recovery_budget counts.",
        min: 60,
        max: 604_800,
        unit: "s"
    );

    public static readonly ConfigOption<int> CoolDownOption = Opt.Int(
        Group,
        "recovery_cool_down",
        300,
        "After a recovery that failed, was ignored or changed nothing, the instance is not reported for this long; a fault "
            + "that lasts is reported again then, within recovery_budget, unless masakari-engine skipped it. 0 switches it off.",
        min: 0,
        max: 86_400,
        unit: "s"
    );

    public static readonly ConfigOption<int> FlapChangesOption = Opt.Int(
        Group,
        "flap_changes",
        5,
        "A guest that failed or was well again this often within flap_window flaps: its failure is held back for flap_ceiling, "
            + "and reported if it lasts that long. 0 switches it off.",
        min: 0,
        max: 100
    );

    public static readonly ConfigOption<int> FlapWindowOption = Opt.Int(
        Group,
        "flap_window",
        600,
        "Over how long flap_changes counts.",
        min: 10,
        max: 86_400,
        unit: "s"
    );

    public static readonly ConfigOption<int> FlapCeilingOption = Opt.Int(
        Group,
        "flap_ceiling",
        120,
        "How long the failure of a guest that flaps must last to be reported.",
        min: 1,
        max: 3600,
        unit: "s"
    );

    public static IEnumerable<ConfigOption> All =>
        [RecoveriesOption, WindowOption, CoolDownOption, FlapChangesOption, FlapWindowOption, FlapCeilingOption];

    public BudgetPolicy Budget { get; init; } = new(3, TimeSpan.FromSeconds(3600), TimeSpan.FromSeconds(300));

    public FlapPolicy Flapping { get; init; } = new(5, TimeSpan.FromSeconds(600), TimeSpan.FromSeconds(120));

    /// <exception cref="ConfigException">An option is malformed or out of range.</exception>
    public static BudgetOptions From(IConfigValues config) =>
        new()
        {
            Budget = new BudgetPolicy(
                config.Get(RecoveriesOption),
                Seconds(config, WindowOption),
                Seconds(config, CoolDownOption)
            ),
            Flapping = new FlapPolicy(
                config.Get(FlapChangesOption),
                Seconds(config, FlapWindowOption),
                Seconds(config, FlapCeilingOption)
            ),
        };

    private static TimeSpan Seconds(IConfigValues config, ConfigOption<int> option) =>
        TimeSpan.FromSeconds(config.Get(option));
}
