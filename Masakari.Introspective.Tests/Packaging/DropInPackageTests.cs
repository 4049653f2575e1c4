using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Packaging;

/// <summary>The drop-in package takes the Python monitors' names, and gives them back.</summary>
/// <remarks>
/// Debian's packages are played by empty ones with their names and files (masakari-monitors 14.0.0-1.1, as dpkg lists them).
/// </remarks>
[Category("Lab")]
[Category("Surroundings")]
[NonParallelizable]
internal sealed class DropInPackageTests
{
    private const string Program = "/usr/bin/masakari-instancemonitor";
    private const string Unit = "/lib/systemd/system/masakari-instance-monitor.service";

    [Test]
    [CancelAfter(120_000)]
    public async Task DropIn_BesideDebiansMonitors_TakesTheNames_AndGivesThemBack(CancellationToken cancellationToken)
    {
        await Lab.UpAsync();
        await using var root = await DebianRoot.CreateAsync();
        using var folder = new TemporaryFolder();
        await root.InstallAsync(
            await FakePackage.BuildAsync(
                folder.Path,
                "python3-masakari-monitors",
                "",
                Program,
                "/usr/bin/masakari-introspectiveinstancemonitor",
                "/usr/bin/masakari-hostmonitor"
            ),
            await FakePackage.BuildAsync(
                folder.Path,
                "masakari-monitors-common",
                "addgroup --quiet --system masakari; install -d -g masakari -m 0750 /etc/masakarimonitors; touch /etc/masakarimonitors/masakarimonitors.conf",
                "/usr/share/masakari-monitors-common/masakarimonitors.conf"
            ),
            await FakePackage.BuildAsync(folder.Path, "masakari-instance-monitor", "", Unit)
        );
        var before = await root.FilesAsync();

        await root.InstallAsync(BuiltPackages.Daemon);
        (await root.RunAsync("cat", Program))
            .Should()
            .Be("python3-masakari-monitors", "the daemon alone takes no name");
        (await root.RunAsync("id", "-nG", "masakari-introspective")).Should().Contain("masakari");
        (await root.RunAsync("stat", "-c", "%G %a", "/etc/masakarimonitors")).Should().Be("masakari 750");

        await root.InstallAsync(BuiltPackages.DropIn);
        (await root.RunAsync("readlink", "-f", Program))
            .Should()
            .Be("/usr/lib/masakari-introspective/masakari-introspective");
        (await root.RunAsync(Program, "--help")).Should().Contain("Drop-in for masakari-instancemonitor");
        (await root.RunAsync("cat", Program + ".python")).Should().Be("python3-masakari-monitors");
        (await root.RunAsync("cat", Unit)).Should().Contain("drop-in/masakari-instancemonitor");
        (await root.RunAsync("dpkg-query", "-W", "-f", "${db:Status-Status} ", "python3-masakari-monitors"))
            .Should()
            .Be("installed");
        (await StatusAsync(root, "masakari-instance-monitor")).Should().NotContain("install ok installed");

        await root.RunAsync("dpkg", "--purge", "masakari-introspective-drop-in");
        (await root.RunAsync("cat", Program)).Should().Be("python3-masakari-monitors");
        await root.RunAsync("dpkg", "--purge", "masakari-introspective");
        // The Python monitor's package was replaced; its administrator installs it again to roll back.
        before.Except(await root.FilesAsync()).Should().BeEquivalentTo("/usr" + Unit);
        (await root.FilesAsync()).Except(before).Should().BeEmpty();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static Task<string> StatusAsync(DebianRoot root, string package) =>
        root.RunAsync("sh", "-c", $"dpkg-query -W -f '${{Status}}' {package} 2>&1 || true");
}
