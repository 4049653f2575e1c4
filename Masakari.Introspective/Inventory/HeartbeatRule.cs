using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Inventory;

/// <summary>Decides whose heartbeat is listened to.</summary>
/// <remarks>The instance's own metadata overrules its flavor, and that its image.</remarks>
internal static class HeartbeatRule
{
    /// <summary>Metadata key, flavor extra spec or image property that switches the heartbeat on or off.</summary>
    public const string Key = "masakari:heartbeat";

    /// <summary>The same under StarlingX's name.</summary>
    public const string Alias = "sw:wrs:guest:heartbeat";

    public static HeartbeatDecision Decide(
        HeartbeatChannelOptions options,
        DomainDescription? domain,
        NovaServer? server
    )
    {
        var (said, byWhom) = Switch(domain, server);
        var channels = domain is null ? [] : Find(options, domain);
        var usable = channels.Where(channel => channel.Path is not null).ToList();
        var reason =
            options.Mode is HeartbeatMode.Off ? HeartbeatReason.HostOff
            : domain is null ? HeartbeatReason.Unreadable
            : said is false ? byWhom
            : said is null && options.Mode is HeartbeatMode.Marked ? HeartbeatReason.NotMarked
            : channels.Count == 0 ? HeartbeatReason.NoChannel
            : usable.Count == 0 ? HeartbeatReason.NoSocket
            : HeartbeatReason.Listening;
        return new HeartbeatDecision(reason, reason is HeartbeatReason.Listening ? usable : [], said is true);
    }

    private static List<GuestChannel> Find(HeartbeatChannelOptions options, DomainDescription domain) =>
        [
            .. domain.Channels.Where(channel =>
                options.HeartbeatPorts.Contains(channel.Name, StringComparer.Ordinal)
                || options.MasakariPorts.Contains(channel.Name, StringComparer.Ordinal)
            ),
        ];

    private static (bool? Said, HeartbeatReason Off) Switch(DomainDescription? domain, NovaServer? server)
    {
        if (MetadataSwitch.Read(server?.Metadata, Key, Alias) is { } metadata)
        {
            return (metadata, HeartbeatReason.MetadataOff);
        }

        var flavor =
            MetadataSwitch.Read(domain?.Nova?.ExtraSpecs, Key, Alias)
            ?? MetadataSwitch.Read(server?.ExtraSpecs, Key, Alias);
        return flavor is not null
            ? (flavor, HeartbeatReason.FlavorOff)
            : (MetadataSwitch.Read(domain?.Nova?.ImageProperties, Key, Alias), HeartbeatReason.ImageOff);
    }
}
