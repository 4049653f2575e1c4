using FluentAssertions;

namespace Masakari.Introspective.Tests.Diagnostics;

/// <summary>Outputs as they were agreed on; UPDATE_GOLDEN=1 writes them anew.</summary>
internal static class GoldenFiles
{
    public static void Check(string name, string actual)
    {
        var path = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            File.WriteAllText(path, actual);
        }

        actual.Should().Be(File.ReadAllText(path), $"{name} says so (UPDATE_GOLDEN=1 writes it anew)");
    }

    private static string Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "Masakari.Introspective.Tests", "Diagnostics", "Golden");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException("Diagnostics/Golden is in no directory above the tests.");
    }
}
