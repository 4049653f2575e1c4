using Masakari.Introspective.Channels;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.GuestPing.HealthCheck;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring;
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
using Masakari.Introspective.Notifications;
using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Hosting.Composition;

/// <summary>One configuration, read into the types of the rooms.</summary>
internal sealed record MonitorSettings(
    LoadedConfig Config,
    ApiSettings Api,
    NotificationSettings Notifications,
    ChannelOptions Channels,
    MonitorOptions Monitor,
    TimeSpan Grace
)
{
    /// <exception cref="ConfigException">A value, or a combination of values, is wrong.</exception>
    public static MonitorSettings Read(LoadedConfig config) =>
        new(
            config,
            ApiSettings.Read(config),
            NotificationSettings.Read(config),
            ChannelOptions.From(config),
            new MonitorOptions
            {
                Inventory = InventoryOptions.From(config),
                Introspection = IntrospectionOptions.From(config),
                Operations = OperationOptions.From(config),
                SecondOpinion = SecondOpinionOptions.From(config),
                Fence = FenceOptions.From(config),
                Evidence = EvidenceOptions.From(config),
                Arming = ArmingOptions.From(config),
                HealthCheck = HealthCheckOptions.From(config),
                Heartbeat = HeartbeatSettings.From(config),
                Budget = BudgetOptions.From(config),
                Observing = ObserveOptions.From(config),
                Stalls = StallOptions.From(config),
                Brake = BrakeOptions.From(config),
                LocalHealth = LocalHealthOptions.From(config),
                Lanes = LanePlan.For(config.Get(LibvirtOptions.MaxAgentCalls)),
            },
            TimeSpan.FromSeconds(config.Get(DaemonOptions.GracefulShutdownTimeout))
        );
}
