using Masakari.Introspective.GuestPing.HealthCheck;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Arming;
using Masakari.Introspective.Monitoring.GuestHeartbeat;
using Masakari.Introspective.Monitoring.Introspection;

namespace Masakari.Introspective.Monitoring;

/// <summary>Everything that is configured about the watch over this host's instances.</summary>
internal sealed record MonitorOptions
{
    public MonitorRoles Roles { get; init; } = MonitorRoles.Full;

    public required InventoryOptions Inventory { get; init; }

    public IntrospectionOptions Introspection { get; init; } = new();

    public HealthCheckOptions HealthCheck { get; init; } = new();

    public HeartbeatSettings Heartbeat { get; init; } =
        new(new HeartbeatOptions(), new HeartbeatChannelOptions(), new HeartbeatPolicy());

    public ArmingOptions Arming { get; init; } = new();

    public LanePlan Lanes { get; init; } = LanePlan.For(8);
}
