namespace Masakari.Introspective.Diagnostics.Checks;

/// <summary>The codes of all findings: stable words for programs, each explained in docs/check.md.</summary>
internal static class FindingCodes
{
    public const string NotLookedAt = "not-looked-at";

    public const string ConfigFine = "config-fine";
    public const string ConfigMistake = "config-mistake";
    public const string ConfigUnreadable = "config-unreadable";
    public const string ConfigOpen = "config-open";
    public const string ConfigNone = "config-none";
    public const string OptionUnknown = "option-unknown";
    public const string OptionOdd = "option-odd";
    public const string TlsUnchecked = "tls-unchecked";

    public const string User = "user";
    public const string LibvirtSocket = "libvirt-socket";
    public const string LibvirtSocketMissing = "libvirt-socket-missing";
    public const string LibvirtSocketDenied = "libvirt-socket-denied";
    public const string StateFolder = "state-folder";
    public const string StateFolderDenied = "state-folder-denied";
    public const string StateFolderFull = "state-folder-full";
    public const string StateFolderNearlyFull = "state-folder-nearly-full";

    public const string Libvirt = "libvirt";
    public const string LibvirtUnreachable = "libvirt-unreachable";
    public const string LibvirtSilent = "libvirt-silent";
    public const string LibvirtDenied = "libvirt-denied";
    public const string LibvirtReadOnly = "libvirt-read-only";
    public const string LibvirtOld = "libvirt-old";

    public const string IntrospectionOff = "introspection-off";
    public const string NoDomains = "no-domains";
    public const string DomainUnreadable = "domain-unreadable";
    public const string AgentChannel = "agent-channel";
    public const string AgentChannelMissing = "agent-channel-missing";
    public const string AgentChannelNotMatched = "agent-channel-not-matched";
    public const string AgentNotConnected = "agent-not-connected";
    public const string HeartbeatSocket = "heartbeat-socket";
    public const string HeartbeatSocketMissing = "heartbeat-socket-missing";
    public const string HeartbeatSocketDenied = "heartbeat-socket-denied";
    public const string HeartbeatChannelMissing = "heartbeat-channel-missing";

    public const string KeystoneLogin = "keystone-login";
    public const string KeystoneNotUsed = "keystone-not-used";
    public const string KeystoneUnreachable = "keystone-unreachable";
    public const string KeystoneSilent = "keystone-silent";
    public const string KeystoneTls = "keystone-tls";
    public const string KeystonePasswordExpired = "keystone-password-expired";
    public const string KeystoneAccountLocked = "keystone-account-locked";
    public const string KeystoneRefused = "keystone-refused";
    public const string KeystoneFailed = "keystone-failed";

    public const string Catalog = "catalog";
    public const string CatalogEmpty = "catalog-empty";
    public const string CatalogNoService = "catalog-no-service";
    public const string CatalogNoRegion = "catalog-no-region";
    public const string CatalogNoInterface = "catalog-no-interface";
    public const string CatalogBadUrl = "catalog-bad-url";
    public const string CatalogNoNova = "catalog-no-nova";

    public const string Api = "api";
    public const string ApiUnreachable = "api-unreachable";
    public const string ApiSilent = "api-silent";
    public const string ApiTls = "api-tls";
    public const string ApiForbidden = "api-forbidden";
    public const string ApiRefused = "api-refused";
    public const string ApiFailed = "api-failed";

    public const string Clock = "clock";
    public const string ClockWrong = "clock-wrong";
    public const string ClockUnknown = "clock-unknown";

    public const string HostRegistered = "host-registered";
    public const string HostNotRegistered = "host-not-registered";
    public const string HostNameDiffers = "host-name-differs";
    public const string NoSegments = "no-segments";
    public const string SegmentEnabled = "segment-enabled";
    public const string SegmentDisabled = "segment-disabled";
    public const string SegmentUnknown = "segment-unknown";
    public const string HostInMaintenance = "host-in-maintenance";
    public const string HostReserved = "host-reserved";

    public const string NovaHost = "nova-host";
    public const string NovaHostDiffers = "nova-host-differs";
    public const string NovaHostUnknown = "nova-host-unknown";
    public const string NovaServiceDown = "nova-service-down";
    public const string NovaUnreadable = "nova-unreadable";
    public const string HaEnabled = "ha-enabled";
    public const string HaEnabledMissing = "ha-enabled-missing";
    public const string InstanceUnknown = "instance-unknown";
}
