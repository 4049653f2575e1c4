using Masakari.Introspective.Configuration;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Inventory;

namespace Masakari.Introspective.Monitoring.GuestHeartbeat;

/// <summary>Everything that is configured about heartbeats.</summary>
/// <param name="Session">How guests are challenged.</param>
/// <param name="Channels">Whose channels are listened to.</param>
/// <param name="Policy">Which wishes are granted.</param>
internal sealed record HeartbeatSettings(
    HeartbeatOptions Session,
    HeartbeatChannelOptions Channels,
    HeartbeatPolicy Policy
)
{
    public static IEnumerable<ConfigOption> All =>
        [.. HeartbeatOptions.All, .. HeartbeatChannelOptions.All, .. HeartbeatPolicy.All];

    /// <exception cref="ConfigException">An option, or a combination of them, is wrong.</exception>
    public static HeartbeatSettings From(IConfigValues config) =>
        new(HeartbeatOptions.From(config), HeartbeatChannelOptions.From(config), HeartbeatPolicy.From(config));
}
