using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Tests.Packaging;

/// <summary>What <c>./build.sh package</c> left behind.</summary>
internal static class BuiltPackages
{
    public const string Version = "0.1.1";

    /// <summary>The checkout that these tests run in.</summary>
    public static string Repository => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Lab.Script())!, "..", ".."));

    public static string DebianRootScript => Path.Combine(Repository, "packaging", "debian-root");

    /// <summary>The one file that begins and ends so.</summary>
    /// <exception cref="FileNotFoundException">The packages were not built.</exception>
    public static string Find(string prefix, string suffix)
    {
        var folder = Path.Combine(Repository, "artifacts", "packages");
        var found = Directory.Exists(folder) ? Directory.GetFiles(folder, $"{prefix}_*{suffix}") : [];
        return found.Length == 1
            ? found[0]
            : throw new FileNotFoundException(
                $"{found.Length} files {prefix}_*{suffix} in {folder} instead of one: run ./build.sh package first."
            );
    }

    public static string Daemon => Find("masakari-introspective", "_amd64.deb");

    public static string DropIn => Find("masakari-introspective-drop-in", "_all.deb");

    public static string GuestAgent => Find("masakari-guest-agent", "_amd64.deb");

    /// <summary>The same package with a higher version, as the next release would be.</summary>
    public static async Task<string> NextAsync(string package, string folder)
    {
        var tree = Path.Combine(folder, "next");
        await Lab.ExecuteAsync("dpkg-deb", "--raw-extract", package, tree);
        var control = Path.Combine(tree, "DEBIAN", "control");
        var lines = await File.ReadAllLinesAsync(control);
        await File.WriteAllLinesAsync(
            control,
            lines.Select(line => line.StartsWith("Version:", StringComparison.Ordinal) ? $"Version: {Version}" : line)
        );
        var next = Path.Combine(folder, "next.deb");
        await Lab.ExecuteAsync("dpkg-deb", "--root-owner-group", "-Zzstd", "-z1", "--build", tree, next);
        Directory.Delete(tree, recursive: true);
        return next;
    }
}
