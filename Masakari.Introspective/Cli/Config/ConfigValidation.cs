using Masakari.Introspective.Configuration;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Hosting.Logging;
using Masakari.Introspective.OpenStack;
using Microsoft.Extensions.Logging.Abstractions;

namespace Masakari.Introspective.Cli.Config;

/// <summary>Everything that is wrong, or odd, about a configuration.</summary>
/// <param name="Errors">Without mending these the daemon does not start; one line each.</param>
/// <param name="Warnings">The daemon starts, and says these; one line each.</param>
/// <param name="Files">The files that were read.</param>
internal sealed record ConfigValidation(
    IReadOnlyList<string> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Files
)
{
    /// <summary>Reads the configuration as the daemon does, up to the point where it would start.</summary>
    public static ConfigValidation Of(ConfigSources sources)
    {
        LoadedConfig config;
        try
        {
            config = ConfigLoader.Load(Options.Catalogue, sources);
        }
        catch (ConfigException mistake)
        {
            return new ConfigValidation(mistake.Message.Split('\n'), [], []);
        }

        return new ConfigValidation(
            ErrorsOf(config, sources),
            [.. config.Warnings.Select(warning => warning.ToString())],
            config.Files
        );
    }

    /// <summary>Single values first; only where they are right, combinations of them, and the files that they name, are looked at.</summary>
    private static IReadOnlyList<string> ErrorsOf(LoadedConfig config, ConfigSources sources)
    {
        if (config.Errors() is { Count: > 0 } wrong)
        {
            return wrong;
        }

        try
        {
            var settings = MonitorSettings.Read(Options.Load(sources));
            _ = LoggingSettings.From(settings.Config);
            using var session = new OpenStackSession(settings.Api, TimeProvider.System, NullLoggerFactory.Instance);
            return [];
        }
        catch (ConfigException mistake)
        {
            return mistake.Message.Split('\n');
        }
    }
}
