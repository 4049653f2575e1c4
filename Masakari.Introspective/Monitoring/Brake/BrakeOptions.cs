using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Brake;

namespace Masakari.Introspective.Monitoring.Brake;

/// <summary>The mass-failure brake.</summary>
internal sealed record BrakeOptions
{
    private const string Group = "masakari_introspective";

    public static readonly ConfigOption<bool> BrakeOption = Opt.Bool(
        Group,
        "brake",
        true,
        "Whether failures found inside guests are held while so many guests of this host fail at once that the host is the "
            + "likelier cause (brake_min_guests and brake_percent within brake_window). What libvirt itself reports, a QEMU "
            + "that died or an I/O error, is never held."
    );

    public static readonly ConfigOption<int> MinGuestsOption = Opt.Int(
        Group,
        "brake_min_guests",
        3,
        "Fewer guests than this in trouble never engage the brake.",
        min: 3,
        max: 100000
    );

    public static readonly ConfigOption<int> PercentOption = Opt.Int(
        Group,
        "brake_percent",
        55,
        "More than this share of the host's guests that have answered before must be in trouble for the brake to engage: at "
            + "55, five of ten are reported and six of ten are held.",
        min: 1,
        max: 99,
        unit: "%"
    );

    public static readonly ConfigOption<int> WindowOption = Opt.Int(
        Group,
        "brake_window",
        60,
        "Only guests that fell silent, or failed, within this time are counted.",
        min: 1,
        max: 3600,
        unit: "s"
    );

    public static readonly ConfigOption<int> CeilingOption = Opt.Int(
        Group,
        "brake_ceiling",
        300,
        "After the brake was engaged for this long, failures that still hold are reported all the same, one every brake_pace.",
        min: 1,
        max: 86400,
        unit: "s"
    );

    public static readonly ConfigOption<int> PaceOption = Opt.Int(
        Group,
        "brake_pace",
        10,
        "Time between two failures that are reported past brake_ceiling.",
        min: 0,
        max: 3600,
        unit: "s"
    );

    public static IEnumerable<ConfigOption> All =>
        [BrakeOption, MinGuestsOption, PercentOption, WindowOption, CeilingOption, PaceOption];

    /// <summary>On, 3 guests, 55 %, 60 s, 300 s and 10 s by default.</summary>
    public BrakePolicy Policy { get; init; } =
        new(true, 3, 55, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(10));

    /// <exception cref="ConfigException">An option is malformed or out of range.</exception>
    public static BrakeOptions From(IConfigValues config) =>
        new()
        {
            Policy = new BrakePolicy(
                config.Get(BrakeOption),
                config.Get(MinGuestsOption),
                config.Get(PercentOption),
                TimeSpan.FromSeconds(config.Get(WindowOption)),
                TimeSpan.FromSeconds(config.Get(CeilingOption)),
                TimeSpan.FromSeconds(config.Get(PaceOption))
            ),
        };
}
