using Masakari.Introspective.Channels;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Diagnostics.Control;
using Masakari.Introspective.Diagnostics.Metrics;
using Masakari.Introspective.GuestPing.HealthCheck;
using Masakari.Introspective.Hosting.Logging;
using Masakari.Introspective.Hosting.Roles;
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
using Masakari.Introspective.Notifications;
using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Hosting.Composition;

/// <summary>The options of all rooms together.</summary>
internal static class Options
{
    public static OptionCatalogue Catalogue => new(All());

    /// <summary>Reads the configuration; follows [api] auth_section to the group that holds the credentials.</summary>
    /// <exception cref="ConfigException">One line for each mistake.</exception>
    public static LoadedConfig Load(ConfigSources sources)
    {
        var config = Read(sources);
        config.Validate();
        return config;
    }

    /// <summary>The same, with values unchecked until they are asked for.</summary>
    /// <exception cref="ConfigException">A file is missing, unreadable or malformed.</exception>
    public static LoadedConfig Read(ConfigSources sources)
    {
        var config = ConfigLoader.Load(Catalogue, sources);
        var section = config.Get(new ApiOptions(ApiOptions.DefaultGroup).AuthSection);
        if (
            !string.IsNullOrEmpty(section)
            && OptionKey.NormalizeGroup(section) is not ApiOptions.DefaultGroup and var group
        )
        {
            config = ConfigLoader.Load(new OptionCatalogue(All().Concat(ApiOptions.All(group))), sources);
        }

        return config;
    }

    private static IEnumerable<ConfigOption> All() =>
        DaemonOptions
            .All.Concat(LoggingOptions.All)
            .Concat(StateOptions.All)
            .Concat(ControlOptions.All)
            .Concat(MetricsOptions.All)
            .Concat(ApiOptions.All())
            .Concat(NotificationOptions.All)
            .Concat(LibvirtOptions.All)
            .Concat(InventoryOptions.All)
            .Concat(IntrospectionOptions.All)
            .Concat(OperationOptions.All)
            .Concat(SecondOpinionOptions.All)
            .Concat(FenceOptions.All)
            .Concat(EvidenceOptions.All)
            .Concat(ArmingOptions.All)
            .Concat(HealthCheckOptions.All)
            .Concat(ChannelOptions.All)
            .Concat(HeartbeatSettings.All)
            .Concat(BudgetOptions.All)
            .Concat(ObserveOptions.All)
            .Concat(StallOptions.All)
            .Concat(BrakeOptions.All)
            .Concat(LocalHealthOptions.All)
            .Concat(IgnoredOptions.All);
}
