using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Sensitivity;

namespace Masakari.Introspective.Monitoring.Introspection;

/// <summary>The options for presets, and for what instances may say about how they are watched.</summary>
internal static class PolicyOptions
{
    private const string Group = "masakari_introspective";

    public static readonly ConfigOption<string> SensitivityOption = Opt.Choice(
        Group,
        "sensitivity",
        SensitivityPreset.Medium.Name,
        "How soon a silent guest is a failed one. high: asked every 2 s, for 1 s, 2 misses are a failure; medium: 10 s, 2 s, 3; "
            + "low: 30 s, 5 s, 3. Each of guest_monitoring_interval, guest_monitoring_timeout and "
            + "guest_monitoring_failure_threshold that is set wins over the preset.",
        SensitivityPreset.Names,
        ignoreCase: true
    );

    public static readonly ConfigOption<bool> AllowOption = Opt.Bool(
        Group,
        "allow_instance_policy",
        true,
        "Whether the extra specs of its flavor and its own metadata may say how an instance is watched, within the limits below: "
            + "masakari:sensitivity, masakari:interval, masakari:timeout, masakari:threshold. Metadata is its owner's to write."
    );

    public static readonly ConfigOption<int> MinIntervalOption = Limit(
        "min_interval",
        2,
        "Shortest interval",
        1,
        3600,
        "s"
    );

    public static readonly ConfigOption<int> MaxIntervalOption = Limit(
        "max_interval",
        300,
        "Longest interval",
        1,
        3600,
        "s"
    );

    public static readonly ConfigOption<int> MinTimeoutOption = Limit("min_timeout", 1, "Shortest timeout", 1, 60, "s");

    public static readonly ConfigOption<int> MaxTimeoutOption = Limit("max_timeout", 10, "Longest timeout", 1, 60, "s");

    public static readonly ConfigOption<int> MinThresholdOption = Limit("min_threshold", 2, "Least threshold", 1, 100);

    public static readonly ConfigOption<int> MaxThresholdOption = Limit(
        "max_threshold",
        20,
        "Greatest threshold",
        1,
        100
    );

    public static IEnumerable<ConfigOption> All =>
        [
            SensitivityOption,
            AllowOption,
            MinIntervalOption,
            MaxIntervalOption,
            MinTimeoutOption,
            MaxTimeoutOption,
            MinThresholdOption,
            MaxThresholdOption,
        ];

    /// <exception cref="ConfigException">A limit is malformed, or a least value is above the greatest.</exception>
    public static PolicyLimits Limits(IConfigValues config) =>
        new(
            Range(config, MinIntervalOption, MaxIntervalOption),
            Range(config, MinTimeoutOption, MaxTimeoutOption),
            Range(config, MinThresholdOption, MaxThresholdOption)
        );

    private static ValueRange Range(IConfigValues config, ConfigOption<int> least, ConfigOption<int> greatest)
    {
        var range = new ValueRange(config.Get(least), config.Get(greatest));
        return range.Min <= range.Max
            ? range
            : throw new ConfigException(
                $"{least.Key} is {range.Min}, above {greatest.Key}, which is {range.Max}: no value is between them"
            );
    }

    private static ConfigOption<int> Limit(
        string name,
        int defaultValue,
        string what,
        int min,
        int max,
        string? unit = null
    ) =>
        Opt.Int(
            Group,
            name,
            defaultValue,
            $"{what} that allow_instance_policy leaves to an instance; the host's own may lie beyond it.",
            min,
            max,
            unit
        );
}
