using System.Globalization;
using FluentAssertions;
using Masakari.Introspective.Tests.EndToEnd;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Packaging;

/// <summary>The package in a bare Debian 12: installed, at work, upgraded, removed, purged.</summary>
[Category("Lab")]
[Category("Surroundings")]
[NonParallelizable]
internal sealed class PackageLifeTests
{
    private const string Configuration = "/etc/masakarimonitors/masakari-introspective.conf";
    private const string User = "masakari-introspective";

    private DebianRoot _root = null!;
    private MonitorProcess? _monitor;
    private LabGuest? _guest;

    [TearDown]
    public async Task CloseAsync()
    {
        if (_monitor is not null)
        {
            await TestContext.Out.WriteLineAsync(_monitor.Log);
            await _monitor.DisposeAsync();
        }

        if (_guest is not null)
        {
            await _guest.RemoveAsync();
        }

        await _root.DisposeAsync();
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Package_InstalledUsedUpgradedRemovedPurged_LeavesNothing(CancellationToken cancellationToken)
    {
        var lab = await LightLab.OpenAsync();
        _root = await DebianRoot.CreateAsync();
        var (before, accounts) = (await _root.FilesAsync(), await AccountsAsync());

        await _root.InstallAsync(BuiltPackages.Daemon);

        (await _root.RunAsync("stat", "-c", "%U:%G %a", Configuration)).Should().Be($"root:{User} 640");
        (await _root.RunAsync("stat", "-c", "%U:%G %a", "/var/lib/masakari-introspective"))
            .Should()
            .Be($"{User}:{User} 750");
        (await _root.RunAsync("masakari-introspective", "--version")).Should().NotBeEmpty();
        (await EnabledAsync()).Should().BeEmpty("enabling is the administrator's word");

        await ReportsFrozenGuestAsync(lab, cancellationToken);

        var configured = await File.ReadAllTextAsync(_root.At(Configuration), cancellationToken);
        using var folder = new TemporaryFolder();
        await _root.InstallAsync(await BuiltPackages.NextAsync(BuiltPackages.Daemon, folder.Path));
        (await _root.RunAsync("dpkg-query", "-W", "-f", "${Version} ${db:Status-Status}", User))
            .Should()
            .Be($"{BuiltPackages.Version} installed");
        (await File.ReadAllTextAsync(_root.At(Configuration), cancellationToken)).Should().Be(configured);
        (await _root.RunAsync("stat", "-c", "%U:%G %a", Configuration)).Should().Be($"root:{User} 640");
        (await EnabledAsync()).Should().BeEmpty();

        var uid = await _root.RunAsync("id", "-u", User);
        await _root.RunAsync("dpkg", "--remove", User);
        var left = (await _root.FilesAsync()).Except(before).ToList();
        // Debian's record of which units the administrator enabled.
        left.Where(path => !path.StartsWith("/var/lib/systemd/deb-systemd-helper-", StringComparison.Ordinal))
            .Should()
            .BeEquivalentTo(Configuration, "/etc/masakarimonitors", "/etc/logrotate.d/masakari-introspective");

        await _root.RunAsync("dpkg", "--purge", User);
        (await _root.FilesAsync()).Should().BeEquivalentTo(before);
        (await AccountsAsync()).Should().Be(accounts);
        (await Lab.ExecuteAsync("find", _root.Folder, "-uid", uid))
            .Should()
            .BeEmpty("the next user may get that number");
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Groups_ThatComeLater_AreJoinedWhenTheirPackagesCome(CancellationToken cancellationToken)
    {
        await Lab.UpAsync();
        _root = await DebianRoot.CreateAsync();
        using var folder = new TemporaryFolder();
        await _root.InstallAsync(BuiltPackages.Daemon);
        (await _root.RunAsync("id", "-nG", User)).Should().Be(User);

        await _root.InstallAsync(
            await FakePackage.BuildAsync(
                folder.Path,
                "libvirt-daemon-system",
                "addgroup --quiet --system libvirt; addgroup --quiet --system libvirt-qemu",
                "/lib/systemd/system/libvirtd.service"
            )
        );

        (await _root.RunAsync("id", "-nG", User)).Split(' ').Should().Contain(["libvirt", "libvirt-qemu"]);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task ReportsFrozenGuestAsync(LightLab lab, CancellationToken cancellationToken)
    {
        _guest = await LightLab.StartGuestAsync();
        await File.WriteAllTextAsync(
            _root.At(Configuration),
            lab.Configuration("state_path = /var/lib/masakari-introspective"),
            cancellationToken
        );
        _monitor = await _root.StartServiceAsync();
        await _monitor.WaitForAsync("answers: from now on", _guest.Uuid, times: 1, cancellationToken);

        await _guest.FailAsync("agent-stop");
        await _monitor.WaitForAsync("Response: HTTP 202", _guest.Uuid, times: 1, cancellationToken);

        (await lab.StoredAsync(_guest)).Should().Equal("QEMU_GUEST_AGENT_ERROR/STOPPED_FAILED");
        var owner = await Lab.ExecuteAsync(
            "stat",
            "-c",
            "%u",
            string.Create(CultureInfo.InvariantCulture, $"/proc/{_monitor.Id}")
        );
        owner.Should().Be(await _root.RunAsync("id", "-u", User));
        await _monitor.SignalAsync("TERM");
        await _monitor.WaitForExitAsync(cancellationToken);
        _monitor.ExitCode.Should().Be(0);
    }

    private Task<string> AccountsAsync() =>
        _root.RunAsync("sh", "-c", "sort /etc/passwd /etc/group /etc/shadow /etc/gshadow");

    private Task<string> EnabledAsync() =>
        _root.RunAsync("find", "/etc/systemd", "/var/lib/systemd", "-name", "masakari*", "-type", "l");
}
