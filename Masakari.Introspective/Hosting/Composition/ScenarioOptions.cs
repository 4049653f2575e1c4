using Masakari.Introspective.Configuration;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Simulation.Scenarios;

namespace Masakari.Introspective.Hosting.Composition;

/// <summary>Reads the options of a scenario as the daemon reads its configuration, and nothing else of this machine.</summary>
internal static class ScenarioOptions
{
    /// <summary>What the daemon cannot be without, and a scenario has no use for.</summary>
    private static readonly Dictionary<OptionKey, string> Always = new()
    {
        [new OptionKey(OptionKey.DefaultGroup, "hostname")] = "compute-1",
        [new OptionKey("api", "auth_type")] = "none",
        [new OptionKey("api", "endpoint")] = "http://127.0.0.1:15868",
    };

    public static ScenarioReader Reader => new(Options.Catalogue, Read);

    /// <exception cref="ConfigException">A value is wrong.</exception>
    private static MonitorOptions Read(IReadOnlyDictionary<OptionKey, string> values)
    {
        var all = new Dictionary<OptionKey, string>(Always);
        foreach (var (key, value) in values)
        {
            all[key] = value;
        }

        // No file below a root that is no folder: what is configured here for the daemon does not count.
        var sources = new ConfigSources
        {
            Program = "simulate",
            Root = "/dev/null",
            CommandLine = all,
        };
        return MonitorSettings.Read(Options.Load(sources)).Monitor;
    }
}
