using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Fence;

namespace Masakari.Introspective.Monitoring.Fence;

/// <summary>Which reported guests the monitor itself destroys.</summary>
internal sealed record FenceOptions
{
    private const string Group = "masakari_introspective";
    private const string Never = "never";
    private const string KernelDead = "kernel_dead";
    private const string Always = "always";

    public static readonly ConfigOption<string> FenceOption = Opt.Choice(
        Group,
        "fence",
        Never,
        "Whether a guest that failed inside is destroyed through libvirt right after masakari-api has stored the report, so that "
            + "recovery does not wait Nova's whole shutdown_timeout (60 s by default) for a shutdown that a hung guest cannot do. "
            + "kernel_dead: only once its kernel is proved dead, or QEMU stopped. Only where masakari-engine will act.",
        [Never, KernelDead, Always]
    );

    public static readonly ConfigOption<bool> AllInstancesOption = Opt.Bool(
        Group,
        "masakari_processes_all_instances",
        false,
        "Whether masakari-engine is configured to recover all instances (process_all_instances in its [instance_failure]): then "
            + "fence needs no HA_Enabled."
    );

    public static IEnumerable<ConfigOption> All => [FenceOption, AllInstancesOption];

    public FenceMode Mode { get; init; } = FenceMode.Never;

    public bool AllInstances { get; init; }

    /// <exception cref="ConfigException">An option is malformed or out of range.</exception>
    public static FenceOptions From(IConfigValues config) =>
        new()
        {
            Mode = config.Get(FenceOption) switch
            {
                Always => FenceMode.Always,
                KernelDead => FenceMode.KernelDead,
                _ => FenceMode.Never,
            },
            AllInstances = config.Get(AllInstancesOption),
        };
}
