using FluentAssertions;
using Masakari.Introspective.Tests.EndToEnd;
using Masakari.Introspective.Tests.Packaging;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Docs;

/// <summary>
/// What somebody does who follows the documents for the first time, in their order: README, install, replace, check, freeze a
/// guest, explain, hold, release. Each command stands in the document so, and is run from the package in a bare Debian 12.
/// </summary>
[Category("Lab")]
[Category("Surroundings")]
[NonParallelizable]
internal sealed class StrangersPathTests
{
    private const string Program = "masakari-introspective";

    private readonly List<LabGuest> _guests = [];
    private DebianRoot _root = null!;
    private MonitorProcess? _monitor;

    [TearDown]
    public async Task CloseAsync()
    {
        if (_monitor is not null)
        {
            await TestContext.Out.WriteLineAsync(_monitor.Log);
            await _monitor.DisposeAsync();
        }

        await LabGuest.RemoveAsync(_guests);

        await _root.DisposeAsync();
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task Documents_FollowedInOrder_LeadToATrustedVerdict(CancellationToken cancellationToken)
    {
        var lab = await LightLab.OpenAsync();
        _root = await DebianRoot.CreateAsync();
        _guests.AddRange(await LightLab.StartAlikeAsync(2));
        var (frozen, held) = (_guests[0], _guests[1]);

        Says("README.md", "apt-get install ./masakari-introspective_0.1.0_amd64.deb");
        await _root.InstallAsync(BuiltPackages.Daemon);

        // What the Python monitors left on the host.
        await File.WriteAllTextAsync(
            _root.At("/etc/masakarimonitors/masakarimonitors.conf"),
            lab.Configuration(
                """
                state_path = /var/lib/masakari-introspective
                control_socket = /run/masakari-introspective/control.sock
                [introspectiveinstancemonitor]
                guest_monitoring_interval = 2
                guest_monitoring_timeout = 1
                """
            ),
            cancellationToken
        );
        Says("docs/replace.md", "config migrate --config-file /etc/masakarimonitors/masakarimonitors.conf");
        (await RunAsync("config", "migrate", "--config-file", "/etc/masakarimonitors/masakarimonitors.conf"))
            .Should()
            .Contain("guest_monitoring_interval");
        Says("docs/replace.md", "config validate");
        await RunAsync("config", "validate");

        Says("docs/install.md", "segment register-this-host SEGMENT");
        (await RunAsync("segment", "register-this-host", "lab")).Should().Contain(lab.HostName);
        Says("docs/install.md", "masakari-introspective check");
        (await RunAsync("check")).Should().Contain(lab.HostName);

        _monitor = await _root.StartServiceAsync();
        foreach (var guest in _guests)
        {
            await _monitor.WaitForAsync("answers: from now on", guest.Uuid, times: 1, cancellationToken);
        }

        Says("docs/install.md", "masakari-introspective status");
        (await RunAsync("status")).Should().Contain("connected").And.Contain("2 healthy");
        Says("docs/install.md", "masakari-introspective instances");
        (await RunAsync("instances")).Should().Contain(frozen.Uuid.ToString());

        await frozen.FailAsync("agent-stop");
        await _monitor.WaitForAsync("Response: HTTP 202", frozen.Uuid, times: 1, cancellationToken);
        Says("docs/diagnostics.md", "masakari-introspective explain ");
        (await RunAsync("explain", frozen.Uuid.ToString())).Should().Contain("unanswered").And.Contain("eported");

        Says("docs/diagnostics.md", "masakari-introspective hold ");
        await RunAsync("hold", held.Uuid.ToString(), "--for", "10m", "--reason", "trying it out");
        await held.FailAsync("agent-stop");
        await _monitor.WaitForAsync("is held back [held-by-person]", held.Uuid, times: 1, cancellationToken);
        (await RunAsync("explain", held.Uuid.ToString())).Should().Contain("trying it out");
        (await lab.StoredAsync(held)).Should().BeEmpty();

        Says("docs/diagnostics.md", "masakari-introspective release ");
        await RunAsync("release", held.Uuid.ToString());
        await _monitor.WaitForAsync("Response: HTTP 202", held.Uuid, times: 1, cancellationToken);
        (await lab.StoredAsync(held)).Should().Equal("QEMU_GUEST_AGENT_ERROR/STOPPED_FAILED");
    }

    private static void Says(string document, string command) =>
        File.ReadAllText(Path.Combine(BuiltPackages.Repository, document)).Should().Contain(command, document);

    private Task<string> RunAsync(params string[] arguments) => _root.RunAsync([Program, .. arguments]);
}
