namespace Masakari.Introspective.Tests.Simulation;

/// <summary>The scenario files of the repository.</summary>
internal static class ScenarioFiles
{
    /// <summary>Paths of all files in samples/scenarios, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [.. Directory.EnumerateFiles(Folder(), "*.json").Order(StringComparer.Ordinal)];

    private static string Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "samples", "scenarios");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException("samples/scenarios");
    }
}
