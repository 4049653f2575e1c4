using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Monitoring.Evidence;

/// <summary>What is kept about verdicts, and how much of it.</summary>
internal sealed record EvidenceOptions
{
    private const string Group = "masakari_introspective";
    private const long MiB = 1024 * 1024;

    public static readonly ConfigOption<bool> EnabledOption = Opt.Bool(
        Group,
        "evidence",
        true,
        "Whether a screenshot, the end of the console log and what was observed are saved under state_path when a failure is "
            + "reported (or would be). They may hold what the instance's owner typed or printed: only this user can read them."
    );

    public static readonly ConfigOption<int> PerInstanceOption = Opt.Int(
        Group,
        "evidence_per_instance",
        10,
        "How many failures of one instance are kept; older ones are removed.",
        min: 1,
        max: 1000
    );

    public static readonly ConfigOption<int> DaysOption = Opt.Int(
        Group,
        "evidence_days",
        7,
        "How long evidence is kept.",
        min: 1,
        max: 3650,
        unit: "days"
    );

    public static readonly ConfigOption<int> SizeOption = Opt.Int(
        Group,
        "evidence_size",
        1024,
        "How much evidence is kept altogether; the oldest is removed first.",
        min: 1,
        max: 1_048_576,
        unit: "MiB"
    );

    public static IEnumerable<ConfigOption> All => [EnabledOption, PerInstanceOption, DaysOption, SizeOption];

    public bool IsEnabled { get; init; } = true;

    public int PerInstance { get; init; } = 10;

    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Bytes.</summary>
    public long MaxSize { get; init; } = 1024 * MiB;

    /// <exception cref="ConfigException">An option is malformed or out of range.</exception>
    public static EvidenceOptions From(IConfigValues config) =>
        new()
        {
            IsEnabled = config.Get(EnabledOption),
            PerInstance = config.Get(PerInstanceOption),
            MaxAge = TimeSpan.FromDays(config.Get(DaysOption)),
            MaxSize = config.Get(SizeOption) * MiB,
        };
}
