using Masakari.Introspective.GuestPing.HealthCheck;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Arming;
using Masakari.Introspective.Monitoring.Brake;
using Masakari.Introspective.Monitoring.Budget;
using Masakari.Introspective.Monitoring.Evidence;
using Masakari.Introspective.Monitoring.Fence;
using Masakari.Introspective.Monitoring.GuestHeartbeat;
using Masakari.Introspective.Monitoring.Introspection;
using Masakari.Introspective.Monitoring.LocalHealth;
using Masakari.Introspective.Monitoring.Observing;
using Masakari.Introspective.Monitoring.Operations;
using Masakari.Introspective.Monitoring.SecondOpinion;
using Masakari.Introspective.Monitoring.Stalls;

namespace Masakari.Introspective.Monitoring;

/// <summary>Everything that is configured about the watch over this host's instances.</summary>
internal sealed record MonitorOptions
{
    public MonitorRoles Roles { get; init; } = MonitorRoles.Full;

    public required InventoryOptions Inventory { get; init; }

    public IntrospectionOptions Introspection { get; init; } = new();

    public OperationOptions Operations { get; init; } = new();

    public HealthCheckOptions HealthCheck { get; init; } = new();

    public HeartbeatSettings Heartbeat { get; init; } =
        new(new HeartbeatOptions(), new HeartbeatChannelOptions(), new HeartbeatPolicy());

    public BudgetOptions Budget { get; init; } = new();

    public ObserveOptions Observing { get; init; } = new();

    public StallOptions Stalls { get; init; } = new();

    public BrakeOptions Brake { get; init; } = new();

    public LocalHealthOptions LocalHealth { get; init; } = new();

    public SecondOpinionOptions SecondOpinion { get; init; } = new();

    public FenceOptions Fence { get; init; } = new();

    public EvidenceOptions Evidence { get; init; } = new();

    /// <summary>The folder for evidence; null where none is kept.</summary>
    public string? EvidencePath { get; init; }

    /// <summary>The folder that keeps what was seen and decided; null where nothing is kept over the monitor's end.</summary>
    public string? StoryPath { get; init; }

    public ArmingOptions Arming { get; init; } = new();

    public LanePlan Lanes { get; init; } = LanePlan.For(8);
}
