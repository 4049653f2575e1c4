using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Tests.Packaging;

/// <summary>An empty Debian package with the name and the files of a real one, without its many dependencies.</summary>
internal static class FakePackage
{
    /// <param name="postinst">Shell commands that run when it is configured.</param>
    /// <param name="files">Absolute paths; each file holds the package's name.</param>
    public static async Task<string> BuildAsync(string folder, string name, string postinst, params string[] files)
    {
        var tree = Path.Combine(folder, name);
        await WriteAsync(
            tree,
            "/DEBIAN/control",
            $"Package: {name}\nVersion: 14.0.0-1.1\nArchitecture: all\nMaintainer: nobody <nobody@localhost>\nDescription: stands for {name}\n"
        );
        await WriteAsync(tree, "/DEBIAN/postinst", $"#!/bin/sh\nset -e\n{postinst}\n");
        File.SetUnixFileMode(
            tree + "/DEBIAN/postinst",
            UnixFileMode.UserRead
                | UnixFileMode.UserWrite
                | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead
                | UnixFileMode.GroupExecute
                | UnixFileMode.OtherRead
                | UnixFileMode.OtherExecute
        );
        foreach (var file in files)
        {
            await WriteAsync(tree, file, name + "\n");
        }

        var package = Path.Combine(folder, name + ".deb");
        await Lab.ExecuteAsync("dpkg-deb", "--root-owner-group", "--build", tree, package);
        return package;
    }

    private static async Task WriteAsync(string tree, string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(tree + path)!);
        await File.WriteAllTextAsync(tree + path, text);
    }
}
