using Masakari.Introspective.Cli.Config;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Diagnostics.Checks;
using Masakari.Introspective.Diagnostics.Checks.Rights;
using Masakari.Introspective.Diagnostics.Checks.Settings;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Hosting.Roles;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Cli.Checks;

/// <summary>Reads the configuration as the daemon would, but part by part: one mistake must not hide the rest of the host.</summary>
internal static class CheckInputReader
{
    public static CheckInput Read(ConfigSources sources)
    {
        var config = Try(() => Options.Read(sources));
        var api = config is null ? null : Try(() => ApiSettings.Read(config));
        var state = config is null ? null : Try(() => StateOf(config));
        return new CheckInput
        {
            User = Environment.UserName is { Length: > 0 } name ? name : "of this process",
            IsRoot = Environment.IsPrivilegedProcess,
            Configuration = Facts(sources, config),
            StateRoot = state?.Root,
            StatePath = state?.Path,
            LibvirtUri = config is null ? null : Try(() => config.Get(LibvirtOptions.ConnectionUri)),
            Inventory = config is null ? null : Try(() => InventoryOptions.From(config)),
            Heartbeat = config is null ? null : Try(() => HeartbeatChannelOptions.From(config)),
            Api = api is null ? null : Hasten(api),
            ApiGroup = config is null ? ApiOptions.DefaultGroup : Try(() => GroupOf(config)) ?? ApiOptions.DefaultGroup,
        };
    }

    private static ConfigurationFacts Facts(ConfigSources sources, LoadedConfig? config)
    {
        var found = ConfigValidation.Of(sources);
        var files = new ConfigFileFinder(sources).Find([]);
        return new ConfigurationFacts(
            [.. files.Select(PathReader.Read)],
            found.Errors,
            config?.Warnings ?? [],
            config is not null && Options.Catalogue.Options.Any(option => option.Secret && config.IsSet(option)),
            config is not null && Try(() => config.Get(new ApiOptions().Insecure) ? "yes" : null) is not null
        );
    }

    private static StateDirectory StateOf(LoadedConfig config) =>
        StateDirectory.Choose(
            config.Get(StateOptions.StatePath),
            Environment.GetEnvironmentVariable("STATE_DIRECTORY"),
            Role.Full
        );

    private static string? GroupOf(LoadedConfig config) =>
        config.Get(new ApiOptions().AuthSection) is { Length: > 0 } section ? OptionKey.NormalizeGroup(section) : null;

    private static ApiSettings Hasten(ApiSettings api) =>
        api.Http.Timeout <= Deadlines.Request ? api : api with { Http = api.Http with { Timeout = Deadlines.Request } };

    /// <summary>What the part is; null where a mistake, told elsewhere, keeps it from being read.</summary>
    private static T? Try<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ConfigException)
        {
            return null;
        }
    }
}
