using System.Net;
using System.Text.RegularExpressions;
using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Inventory;

/// <summary>Which instances are watched from inside.</summary>
internal sealed record InventoryOptions
{
    public static readonly ConfigOption<string?> HostNameOption = Opt.OptionalStr(
        "DEFAULT",
        "hostname",
        "Name of this host in notifications: exactly the name under which masakari-api has it in a failover segment, "
            + "which is nova-compute's host name. Unset or empty: the system's host name.",
        deprecated: ["host"],
        allowed: "letters, digits, '-', '.' and '_', as masakari-api has it",
        isAllowed: text => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_')
    );

    public static readonly ConfigOption<bool> IntrospectionOption = Opt.Bool(
        "masakari_introspective",
        "introspection",
        true,
        "Whether guests of this host are asked through the QEMU guest agent and listened to on heartbeat channels. Off leaves the "
            + "black-box monitor only."
    );

    public static readonly ConfigOption<string> SocketPathOption = Opt.Regex(
        "introspectiveinstancemonitor",
        "qemu_guest_agent_sock_path",
        "",
        "Regular expression that the host path of a guest agent channel must match from its start. Unset, every channel "
            + "whose target name is org.qemu.guest_agent.0 counts, wherever its socket lies; set, it narrows them."
    );

    public static readonly ConfigOption<bool> ReadNovaOption = Opt.Bool(
        "masakari_introspective",
        "read_nova",
        true,
        "Whether flavor extra specs and instance metadata (HA_Enabled, masakari:guest_agent) are read from the Nova API with "
            + "the credentials of [api], one call per interval. Without it only what Nova wrote into the domain's XML is known."
    );

    public static readonly ConfigOption<int> NovaIntervalOption = Opt.Int(
        "masakari_introspective",
        "nova_interval",
        60,
        "How often the instances of this host are read from the Nova API.",
        min: 5,
        max: 86400,
        unit: "s"
    );

    public static readonly ConfigOption<bool> RequireHaEnabledOption = Opt.Bool(
        "masakari_introspective",
        "require_ha_enabled",
        false,
        "Report a guest that fails inside only where its metadata HA_Enabled is true in Nova. Where Nova cannot be read, "
            + "the failure is reported: masakari-engine has the same gate."
    );

    public static readonly ConfigOption<string> HaEnabledKeyOption = Opt.Str(
        "masakari_introspective",
        "ha_enabled_metadata_key",
        "HA_Enabled",
        "Metadata key that require_ha_enabled looks at; the same as ha_enabled_instance_metadata_key of masakari-engine."
    );

    public static IEnumerable<ConfigOption> All =>
        [
            HostNameOption,
            IntrospectionOption,
            SocketPathOption,
            ReadNovaOption,
            NovaIntervalOption,
            RequireHaEnabledOption,
            HaEnabledKeyOption,
        ];

    public required string HostName { get; init; }

    public bool Introspection { get; init; } = true;

    /// <summary>Narrows the agent channels by path; null where every path counts.</summary>
    public Regex? SocketPath { get; init; }

    public bool ReadNova { get; init; } = true;

    public TimeSpan NovaInterval { get; init; } = TimeSpan.FromSeconds(60);

    public bool RequireHaEnabled { get; init; }

    public string HaEnabledKey { get; init; } = "HA_Enabled";

    /// <exception cref="ConfigException">An option is malformed; names file, line, group and option.</exception>
    public static InventoryOptions From(IConfigValues config) =>
        new()
        {
            // Python's gethostname; Environment.MachineName ends at the first dot.
            HostName = config.Get(HostNameOption) is { Length: > 0 } name ? name : Dns.GetHostName(),
            Introspection = config.Get(IntrospectionOption),
            SocketPath = ReadPattern(config.Get(SocketPathOption)),
            ReadNova = config.Get(ReadNovaOption),
            NovaInterval = TimeSpan.FromSeconds(config.Get(NovaIntervalOption)),
            RequireHaEnabled = config.Get(RequireHaEnabledOption),
            HaEnabledKey = config.Get(HaEnabledKeyOption),
        };

    /// <summary>Python's re.match: anchored at the start only.</summary>
    private static Regex? ReadPattern(string pattern) =>
        pattern.Length == 0
            ? null
            : new Regex($"^(?:{pattern})", RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));
}
