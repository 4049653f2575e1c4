using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Monitoring.Observing;

/// <summary>Whether this host is only watched.</summary>
internal sealed record ObserveOptions
{
    /// <summary>Instance metadata, or extra spec of the flavor, with which one instance is only watched.</summary>
    public const string Key = "masakari:observe_only";

    public static readonly ConfigOption<bool> ObserveOnlyOption = Opt.Bool(
        "masakari_introspective",
        "observe_only",
        false,
        "Whether this host is only observed: everything is done but the notifications, and the log says what would have been "
            + "reported. One instance is observed by metadata or extra spec "
            + Key
            + " = true."
    );

    public static IEnumerable<ConfigOption> All => [ObserveOnlyOption];

    public bool ObserveOnly { get; init; }

    /// <exception cref="ConfigException">The option is malformed.</exception>
    public static ObserveOptions From(IConfigValues config) => new() { ObserveOnly = config.Get(ObserveOnlyOption) };
}
