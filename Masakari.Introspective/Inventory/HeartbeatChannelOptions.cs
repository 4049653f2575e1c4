using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Inventory;

/// <summary>Which instances' heartbeat channels are listened to, and how those channels are called.</summary>
internal sealed record HeartbeatChannelOptions
{
    private const string Group = "masakari_introspective";

    public static readonly ConfigOption<string> ModeOption = Opt.Choice(
        Group,
        "heartbeat",
        "auto",
        "Whose heartbeat channels are listened to. auto: every instance's that has one, unless metadata, flavor or image says "
            + "masakari:heartbeat = false; marked: only of instances where one of them says true; off: none.",
        ["auto", "marked", "off"],
        ignoreCase: true
    );

    public static readonly ConfigOption<IReadOnlyList<string>> HeartbeatPortsOption = Opt.List(
        Group,
        "heartbeat_ports",
        ["cgcs.heartbeat"],
        "Target names of channels that carry heartbeat messages and nothing else, as StarlingX's guests expect."
    );

    public static readonly ConfigOption<IReadOnlyList<string>> MasakariPortsOption = Opt.List(
        Group,
        "masakari_ports",
        ["org.openstack.masakari.0"],
        "Target names of channels with the base layer, which carry several groups' messages. The first one is what "
            + "heartbeat_hotplug attaches. cgcs.messaging is reserved for group messages and does not belong here."
    );

    public static readonly ConfigOption<bool> HotplugOption = Opt.Bool(
        Group,
        "heartbeat_hotplug",
        false,
        "Whether a running instance whose metadata, flavor or image says masakari:heartbeat = true, and that has no heartbeat "
            + "channel, gets one attached through libvirt."
    );

    public static IEnumerable<ConfigOption> All =>
        [ModeOption, HeartbeatPortsOption, MasakariPortsOption, HotplugOption];

    public HeartbeatMode Mode { get; init; } = HeartbeatMode.Auto;

    public IReadOnlyList<string> HeartbeatPorts { get; init; } = ["cgcs.heartbeat"];

    public IReadOnlyList<string> MasakariPorts { get; init; } = ["org.openstack.masakari.0"];

    public bool Hotplug { get; init; }

    /// <summary>The channel to attach where one is missing; null where that is not wished for.</summary>
    public string? HotplugPort => Hotplug ? MasakariPorts.Concat(HeartbeatPorts).FirstOrDefault() : null;

    /// <exception cref="ConfigException">An option is malformed, or a name stands in both lists.</exception>
    public static HeartbeatChannelOptions From(IConfigValues config)
    {
        var options = new HeartbeatChannelOptions
        {
            Mode = config.Get(InventoryOptions.IntrospectionOption)
                ? Enum.Parse<HeartbeatMode>(config.Get(ModeOption), ignoreCase: true)
                : HeartbeatMode.Off,
            HeartbeatPorts = config.Get(HeartbeatPortsOption),
            MasakariPorts = config.Get(MasakariPortsOption),
            Hotplug = config.Get(HotplugOption),
        };
        var agent = options
            .HeartbeatPorts.Concat(options.MasakariPorts)
            .FirstOrDefault(port => port is WatchRule.AgentChannel);
        if (agent is not null)
        {
            throw new ConfigException(
                $"{HeartbeatPortsOption.Key} and {MasakariPortsOption.Key} must not name {agent}: that channel is libvirt's own."
            );
        }

        if (
            options.HeartbeatPorts.Intersect(options.MasakariPorts, StringComparer.Ordinal).FirstOrDefault() is { } both
        )
        {
            throw new ConfigException(
                $"{HeartbeatPortsOption.Key} and {MasakariPortsOption.Key} both name {both}: a channel has one format, take it out "
                    + "of one of them."
            );
        }

        return options;
    }
}
