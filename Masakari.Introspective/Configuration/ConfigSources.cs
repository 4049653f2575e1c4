using System.Collections;

namespace Masakari.Introspective.Configuration;

/// <summary>Where values may come from; everything the loader would otherwise ask the process for.</summary>
internal sealed record ConfigSources
{
    /// <summary>Name of the program as started: <c>PROG.conf</c> is read after the project's file.</summary>
    public required string Program { get; init; }

    /// <summary>--config-file and --config-dir in command-line order; the first kind given replaces its defaults.</summary>
    public IReadOnlyList<ConfigPath> Paths { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Values given on the command line.</summary>
    public IReadOnlyDictionary<OptionKey, string> CommandLine { get; init; } = new Dictionary<OptionKey, string>();

    /// <summary>The user's home directory; null where there is none.</summary>
    public string? Home { get; init; }

    /// <summary>Where the system's directories hang; tests put another directory here.</summary>
    public string Root { get; init; } = "/";

    /// <summary>The sources of this process.</summary>
    public static ConfigSources OfProcess(
        string program,
        IReadOnlyList<ConfigPath> paths,
        IReadOnlyDictionary<OptionKey, string> commandLine
    )
    {
        var home = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);
        return new ConfigSources
        {
            Program = program,
            Paths = paths,
            CommandLine = commandLine,
            Home = home.Length == 0 ? null : home,
            Environment = System
                .Environment.GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .ToDictionary(entry => (string)entry.Key, entry => entry.Value as string ?? "", StringComparer.Ordinal),
        };
    }
}
