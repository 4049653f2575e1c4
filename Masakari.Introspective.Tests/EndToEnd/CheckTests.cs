using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Masakari.Introspective.Diagnostics.Checks;
using Masakari.Introspective.Tests.OpenStack;
using Masakari.Introspective.Tests.Support;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>
/// <c>masakari-introspective check</c> on real parts: a real libvirtd with real guests and a real masakari-api. Each fault is
/// planted, found and gets its cure named. Keystone and Nova are stand-ins with recorded answers; the full lab has the real ones.
/// </summary>
[Category("Lab")]
[Category("Surroundings")]
[NonParallelizable]
internal sealed class CheckTests
{
    private static readonly string[] AsNobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"];

    private LightLab _lab = null!;
    private IReadOnlyDictionary<string, string> _where = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _lab = await LightLab.OpenAsync();
        _where = await Lab.EnvironmentAsync();
    }

    [Test]
    public async Task HealthyHost_HasNoErrors_AndNothingIsConnectedToItsHeartbeat()
    {
        var guest = await LightLab.StartGuestAsync("--raw-heartbeat");
        try
        {
            var run = await CheckAsync(before: [Lab.Script(), "ns"]);

            run.ExitCode.Should().Be(0, $"{run.Report}");
            run.Has(FindingCodes.HostRegistered).Should().BeTrue();
            run.Has(FindingCodes.SegmentEnabled).Should().BeTrue();
            run.Has(FindingCodes.HeartbeatSocket).Should().BeTrue();
            CheckRun.Text(run.Only(FindingCodes.Libvirt), "seen").Should().StartWith("read-write, libvirt ");
        }
        finally
        {
            await guest.RemoveAsync();
        }
    }

    [Test]
    public async Task HeartbeatSocketOutsideOurView_IsFound()
    {
        var guest = await LightLab.StartGuestAsync("--raw-heartbeat");
        try
        {
            // Outside the lab's namespace, as in a container without libvirt's folder.
            await ExpectAsync(FindingCodes.HeartbeatSocketMissing, "Mount /var/lib/libvirt/qemu", about: guest.Domain);
        }
        finally
        {
            await guest.RemoveAsync();
        }
    }

    [Test]
    public Task UnregisteredHost_IsFound() =>
        ExpectAsync(FindingCodes.HostNotRegistered, "segment register-this-host", "[DEFAULT]\nhostname = stranger-7\n");

    [Test]
    public Task NameInAnotherCase_IsFound() =>
        ExpectAsync(
            FindingCodes.HostNameDiffers,
            $"[DEFAULT] hostname = {_lab.HostName}",
            $"[DEFAULT]\nhostname = {_lab.HostName.ToUpperInvariant()}\n"
        );

    [Test]
    public Task NameWithDomain_IsFound() =>
        ExpectAsync(
            FindingCodes.HostNameDiffers,
            $"[DEFAULT] hostname = {_lab.HostName}",
            $"[DEFAULT]\nhostname = {_lab.HostName}.example.org\n"
        );

    [Test]
    public async Task Maintenance_IsFound()
    {
        await Lab.RunAsync("api", "host", "maintenance", _lab.HostName, "on");

        await ExpectAsync(FindingCodes.HostInMaintenance, $"{_lab.HostName} off");
    }

    [Test]
    public async Task DisabledSegment_IsFound()
    {
        var segment = Guid.NewGuid().ToString();
        await QueryAsync(
            "INSERT INTO failover_segments (created_at, deleted, uuid, name, service_type, recovery_method, enabled) "
                + $"VALUES (datetime('now'), 0, '{segment}', 'off-{segment}', 'COMPUTE', 'auto', 0); "
                + $"UPDATE hosts SET failover_segment_id = '{segment}' WHERE name = '{_lab.HostName}';"
        );

        await ExpectAsync(FindingCodes.SegmentDisabled, $"segment update {segment} --enabled");
    }

    [Test]
    public async Task ReservedHost_IsFound()
    {
        await QueryAsync($"UPDATE hosts SET reserved = 1 WHERE name = '{_lab.HostName}';");

        await ExpectAsync(FindingCodes.HostReserved, "--reserved False", isError: false);
    }

    [Test]
    public async Task BlackHoledApi_IsFoundWithinTheTimeLimit()
    {
        using var hole = new TcpListener(IPAddress.Loopback, 0);
        hole.Start();

        var run = await ExpectAsync(
            FindingCodes.ApiSilent,
            "firewall",
            $"[api]\nendpoint = http://{hole.LocalEndpoint}/v1\ntimeout = 2\n"
        );

        CheckRun.Text(run.Only(FindingCodes.ApiSilent), "seen").Should().Contain("no answer within 2 s");
        run.Has(FindingCodes.Libvirt).Should().BeTrue("the rest is looked at all the same");
    }

    [Test]
    public async Task ClockSkew_IsFound()
    {
        await using var proxy = await ShiftedClock.StartAsync(new Uri(_where["LAB_API_URL"]), TimeSpan.FromMinutes(-3));

        var run = await ExpectAsync(FindingCodes.ClockWrong, "NTP", $"[api]\nendpoint = {proxy.Url}v1\n");

        CheckRun.Text(run.Only(FindingCodes.ClockWrong), "seen").Should().Contain("ahead of that of masakari-api");
        run.Has(FindingCodes.HostRegistered).Should().BeTrue();
    }

    [Test]
    public Task ReadOnlyLibvirt_IsFound() =>
        ExpectAsync(
            FindingCodes.LibvirtReadOnly,
            "libvirt-sock, not libvirt-sock-ro",
            $"[libvirt]\nconnection_uri = {_where["LAB_LIBVIRT_READONLY_URI"]}\n"
        );

    [Test]
    public Task AbsentLibvirt_IsFound() =>
        ExpectAsync(
            FindingCodes.LibvirtSocketMissing,
            "Start libvirt",
            "[libvirt]\nconnection_uri = qemu+unix:///system?socket=/nowhere/libvirt-sock\n"
        );

    [Test]
    public async Task MissingGroup_IsFound()
    {
        var run = await ExpectAsync(FindingCodes.LibvirtSocketDenied, "usermod -aG libvirt nobody", before: AsNobody);

        run.Has(FindingCodes.LibvirtDenied).Should().BeTrue("libvirt says the same");
        run.Has(FindingCodes.StateFolderDenied).Should().BeTrue("nobody may not write there either");
    }

    [Test]
    public async Task UnreadableConfiguration_IsFound()
    {
        var run = await CheckRun.StartAsync(
            _lab.Configuration(),
            AsNobody,
            UnixFileMode.UserRead | UnixFileMode.UserWrite
        );

        run.ExitCode.Should().Be(1);
        CheckRun.Text(run.Only(FindingCodes.ConfigUnreadable), "cure").Should().Contain("chmod 0640");
    }

    [Test]
    public async Task MisspeltOption_IsFoundWithTheNearestName()
    {
        var run = await ExpectAsync(
            FindingCodes.OptionUnknown,
            "Write the name that is meant",
            "[introspectiveinstancemonitor]\nguest_monitoring_treshold = 5\n",
            isError: false
        );

        CheckRun.Text(run.Only(FindingCodes.OptionUnknown), "seen").Should().Contain("did you mean guest_monitoring_");
    }

    [Test]
    public Task WrongValue_IsFound() =>
        ExpectAsync(FindingCodes.ConfigMistake, "config sample", "[callback]\nretry_max = often\n");

    [Test]
    public async Task FullStateFolder_IsFound()
    {
        using var folder = new TemporaryFolder();
        // A mount namespace of its own: nothing is left of the file system afterwards.
        var script =
            $"mount -t tmpfs -o size=256k tmpfs {folder.Path} && head -c 1M /dev/zero >{folder.Path}/fill 2>/dev/null; "
            + "exec \"$@\"";

        await ExpectAsync(
            FindingCodes.StateFolderFull,
            "state_path",
            $"[masakari_introspective]\nstate_path = {folder.Path}\n",
            ["unshare", "--mount", "bash", "-c", script, "check"]
        );
    }

    [Test]
    public async Task GuestWithoutAgentChannel_IsFound()
    {
        var guest = await LightLab.StartGuestAsync("--no-agent-channel", "--no-wait");
        try
        {
            await ExpectAsync(
                FindingCodes.AgentChannelMissing,
                "hw_qemu_guest_agent=yes",
                isError: false,
                about: guest.Domain
            );
        }
        finally
        {
            await guest.RemoveAsync();
        }
    }

    [Test]
    public async Task InstanceWithoutHaEnabled_AndAnotherNameInNova_AreFound()
    {
        var guest = await LightLab.StartGuestAsync();
        await using var cloud = await FakeCloud.StartAsync();
        cloud.AddHost("compute-1");
        cloud.ComputeHosts = ["compute-1"];
        cloud.Servers.Add(
            new JObject
            {
                ["id"] = guest.Uuid.ToString(),
                ["name"] = "web",
                ["OS-EXT-SRV-ATTR:host"] = "compute-1",
                ["metadata"] = new JObject(),
            }
        );
        try
        {
            var ours = await ExpectAsync(
                FindingCodes.HaEnabledMissing,
                $"openstack server set --property HA_Enabled=True {guest.Uuid}",
                Login(cloud, "compute-1"),
                isError: false
            );
            ours.Has(FindingCodes.NovaHost).Should().BeTrue();

            await ExpectAsync(
                FindingCodes.NovaHostDiffers,
                "[DEFAULT] hostname = compute-1",
                Login(cloud, "compute-1.example.org")
            );
        }
        finally
        {
            await guest.RemoveAsync();
        }
    }

    [Test]
    public async Task WrongPassword_IsFound()
    {
        await using var cloud = await FakeCloud.StartAsync();

        await ExpectAsync(
            FindingCodes.KeystoneRefused,
            "Correct username, password",
            Login(cloud, "compute-1") + "password = wrong\n"
        );
    }

    [Test]
    public async Task WrongAuthority_IsFound()
    {
        using var folder = new TemporaryFolder();
        using var authority = TestCertificates.Authority("lab");
        using var server = TestCertificates.Leaf(authority, "localhost");
        using var other = TestCertificates.Authority("other");
        await File.WriteAllTextAsync(folder.Combine("ca.pem"), other.ExportCertificatePem());
        await using var cloud = await FakeCloud.StartAsync(server);

        await ExpectAsync(
            FindingCodes.KeystoneTls,
            "[api] cafile",
            Login(cloud, "compute-1") + $"cafile = {folder.Combine("ca.pem")}\n"
        );
    }

    /// <summary>The fault is found once, its cure says this, and the exit code tells.</summary>
    private async Task<CheckRun> ExpectAsync(
        string code,
        string cure,
        string more = "",
        IReadOnlyList<string>? before = null,
        bool isError = true,
        string about = ""
    )
    {
        var run = await CheckAsync(more, before);

        var found = run.Only(code, about);
        CheckRun.Text(found, "cure").Should().Contain(cure);
        CheckRun.Text(found, "severity").Should().Be(isError ? "error" : "warning");
        if (isError)
        {
            run.ExitCode.Should().Be(1);
        }

        return run;
    }

    private Task<CheckRun> CheckAsync(string more = "", IReadOnlyList<string>? before = null) =>
        CheckRun.StartAsync(_lab.Configuration(more), before);

    private static string Login(FakeCloud cloud, string host) =>
        $"""
            [DEFAULT]
            hostname = {host}
            [masakari_introspective]
            read_nova = true
            [api]
            auth_type = password
            auth_url = {cloud.Url}
            username = masakari
            password = {cloud.Password}
            project_name = service
            user_domain_name = Default
            project_domain_name = Default

            """;

    private static Task<string> QueryAsync(string sql) =>
        Lab.ExecuteAsync(
            "sqlite3",
            "-cmd",
            ".timeout 10000",
            $"{Environment.GetEnvironmentVariable("MASAKARI_LAB") ?? "/var/tmp/masakari-lab"}/db/masakari-light.db",
            sql
        );
}
