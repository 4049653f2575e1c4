using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Tests.Packaging;

/// <summary>A bare Debian 12 of its own, gone after the test; made by <c>packaging/debian-root</c>.</summary>
internal sealed class DebianRoot : IAsyncDisposable
{
    private readonly string _shared;

    private DebianRoot(string path, string shared)
    {
        Folder = path;
        _shared = shared;
    }

    public string Folder { get; }

    /// <summary>A fresh root that sees the lab's folder under the same path.</summary>
    public static async Task<DebianRoot> CreateAsync()
    {
        var lab = (await Lab.EnvironmentAsync())["LAB_HOME"];
        var root = new DebianRoot(Path.Combine(lab, $"root-{Guid.NewGuid()}"), lab);
        await Lab.ExecuteAsync(BuiltPackages.DebianRootScript, "make", root.Folder);
        // Makes the folder that the lab's is mounted on, which belongs to no package.
        await root.RunAsync("true");
        return root;
    }

    public Task<string> RunAsync(params string[] command) =>
        Lab.ExecuteAsync(
            "/usr/bin/env",
            [$"SHARE={_shared}", BuiltPackages.DebianRootScript, "run", Folder, .. command]
        );

    /// <summary>Starts a program that stays; the process is that program in the end.</summary>
    public MonitorProcess Start(params string[] command) =>
        MonitorProcess.Run(
            BuiltPackages.DebianRootScript,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["SHARE"] = _shared },
            ["run", Folder, .. command]
        );

    /// <summary>As the package's unit starts it: its command line, its user, the group of libvirt's socket, no capability.</summary>
    public async Task<MonitorProcess> StartServiceAsync()
    {
        const string User = "masakari-introspective";
        await RunAsync("install", "-d", "-o", User, "-g", User, "-m", "750", "/run/masakari-introspective");
        var group = await Lab.ExecuteAsync("stat", "-c", "%g", (await Lab.EnvironmentAsync())["LAB_LIBVIRT_SOCKET"]);
        var unit = await File.ReadAllLinesAsync(At("/lib/systemd/system/masakari-introspective.service"));
        var start = unit.Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal))["ExecStart=".Length..]
            .Split(' ');
        string[] asUser =
        [
            "setpriv",
            $"--reuid={User}",
            $"--regid={User}",
            $"--groups={group}",
            "--no-new-privs",
            "--bounding-set=-all",
            "env",
            "HOME=/var/lib/masakari-introspective",
            "DOTNET_EnableDiagnostics=0",
        ];
        return Start([.. asUser, .. start]);
    }

    /// <summary>Installs package files with dpkg alone: nothing is fetched.</summary>
    public async Task<string> InstallAsync(params string[] packages)
    {
        var inside = packages.Select(package => "/tmp/" + Path.GetFileName(package)).ToList();
        foreach (var package in packages)
        {
            File.Copy(package, At("/tmp/" + Path.GetFileName(package)), overwrite: true);
        }

        try
        {
            return await RunAsync(["dpkg", "--install", .. inside]);
        }
        finally
        {
            inside.ForEach(package => File.Delete(At(package)));
        }
    }

    /// <summary>All paths, but for what dpkg writes about itself.</summary>
    public async Task<IReadOnlySet<string>> FilesAsync() =>
        (await Lab.ExecuteAsync(BuiltPackages.DebianRootScript, "files", Folder))
            .Split('\n')
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>A path of the root, as seen from here.</summary>
    public string At(string path) => Folder + path;

    public async ValueTask DisposeAsync() => await Lab.ExecuteAsync("rm", "-rf", "--one-file-system", Folder);
}
