using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Libvirt;

/// <summary>Options of the libvirt connections.</summary>
internal static class LibvirtOptions
{
    public const int MinAgentCalls = 3;
    public const int MaxAgentCallsLimit = 64;

    /// <summary>URI of the libvirt daemon of this host. Default <c>qemu:///system</c>.</summary>
    public static ConfigOption<string> ConnectionUri { get; } =
        Opt.Str("libvirt", "connection_uri", "qemu:///system", "URI of the libvirt daemon of this host.");

    /// <summary>Agent calls in flight for the whole host. 3..64, default 8.</summary>
    public static ConfigOption<int> MaxAgentCalls { get; } =
        Opt.Int(
            "masakari_introspective",
            "max_agent_calls",
            8,
            "How many guest agent commands may be in flight on this host at once. Each may keep one worker of libvirtd "
                + "(max_workers, 20 by default) busy for seconds, and nova-compute needs workers too: stay below half.",
            min: MinAgentCalls,
            max: MaxAgentCallsLimit
        );

    public static IEnumerable<ConfigOption> All => [ConnectionUri, MaxAgentCalls];
}
