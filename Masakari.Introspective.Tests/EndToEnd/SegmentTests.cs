using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FluentAssertions;
using Masakari.Introspective.Tests.OpenStack;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>Segments from the command line against the real masakari-api; Nova's word about hosts is the test's.</summary>
[Category("Lab")]
[Category("Surroundings")]
[NonParallelizable]
internal sealed class SegmentTests
{
    private LightLab _lab = null!;
    private FakeCloud _nova = null!;
    private TemporaryFolder _folder = null!;
    private string _home = null!;
    private string _segment = null!;
    private string _host = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _lab = await LightLab.OpenAsync();
        var environment = await Lab.EnvironmentAsync();
        _home = environment["LAB_HOME"];
        var port = int.Parse(environment["LAB_LIGHT_NOVA_PORT"], CultureInfo.InvariantCulture);
        _nova = await FakeCloud.StartAsync(port: port);
        _nova.ComputeHosts = [];
        _folder = new TemporaryFolder();
        (_segment, _host) = ($"segment-{Guid.NewGuid()}", $"compute-{Guid.NewGuid()}");
    }

    [TearDown]
    public async Task CloseAsync()
    {
        _folder.Dispose();
        await _nova.DisposeAsync();
        File.Delete(PolicyFile);
    }

    private string PolicyFile => Path.Combine(_home, "etc", "masakari-light", "policy.d", "test.yaml");

    [Test]
    [CancelAfter(120_000)]
    public async Task Segment_WholeLife_IsAsTold()
    {
        _nova.ComputeHosts = [_host];

        var made = await JsonAsync(
            "create",
            _segment,
            "--recovery-method",
            "reserved_host",
            "--description",
            "a b",
            "--disabled"
        );
        made.GetProperty("name").GetString().Should().Be(_segment);
        made.GetProperty("recovery_method").GetString().Should().Be("reserved_host");
        made.GetProperty("service_type").GetString().Should().Be("compute");
        made.GetProperty("enabled").GetBoolean().Should().BeFalse();
        var uuid = made.GetProperty("uuid").GetString()!;
        (await TextAsync("list")).Split('\n').Should().ContainSingle(line => line.StartsWith($"{uuid}  {_segment}  "));

        await TextAsync("update", uuid, "--enabled", "--recovery-method", "auto", "--description", "");
        var changed = await JsonAsync("show", uuid[..20]);
        changed.GetProperty("enabled").GetBoolean().Should().BeTrue();
        changed.GetProperty("recovery_method").GetString().Should().Be("auto");
        changed.GetProperty("description").GetString().Should().BeEmpty();
        changed.GetProperty("name").GetString().Should().Be(_segment);

        var added = await JsonAsync("host", "add", _segment, _host, "--reserved", "--type", "KVM");
        added.GetProperty("reserved").GetBoolean().Should().BeTrue();
        added.GetProperty("on_maintenance").GetBoolean().Should().BeFalse();
        added.GetProperty("type").GetString().Should().Be("KVM");
        added.GetProperty("control_attributes").GetString().Should().Be("SSH");
        added.GetProperty("segment_uuid").GetString().Should().Be(uuid);
        (await TextAsync("show", _segment)).Should().Contain(_host);

        (await TextAsync("host", "maintenance", _segment, _host[..20], "on"))
            .Should()
            .Be($"Host {_host} is in maintenance.");
        var hosts = await JsonAsync("host", "list", _segment);
        hosts.EnumerateArray().Single().GetProperty("on_maintenance").GetBoolean().Should().BeTrue();
        await TextAsync("host", "maintenance", _segment, _host, "off");
        (await TextAsync("host", "maintenance", _segment, _host, "off")).Should().Contain("not in maintenance");

        (await JsonAsync("host", "remove", _segment, _host)).GetProperty("name").GetString().Should().Be(_host);
        (await JsonAsync("host", "list", _segment)).GetArrayLength().Should().Be(0);
        (await TextAsync("delete", _segment)).Should().Be($"Segment {_segment} ({uuid}) is removed.");
        (await TextAsync("list")).Should().NotContain(_segment);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task RegisterThisHost_TellsEachCaseApart()
    {
        var unknown = await RunAsync(_host, "register-this-host", _segment);
        unknown.ExitCode.Should().Be(1);
        unknown.Errors.Should().Contain($"There is no segment '{_segment}'");

        var refused = await RunAsync(_host, "register-this-host", "lab");
        refused.ExitCode.Should().Be(1);
        refused
            .Errors.Should()
            .Contain($"Compute service with name {_host} could not be found")
            .And.Contain("openstack compute service list");

        _nova.ComputeHosts = [_host];
        var registered = await RunAsync(_host, "register-this-host", _segment, "--create", "--output", "json");
        registered.ExitCode.Should().Be(0, registered.Errors);
        var json = JsonDocument.Parse(registered.Output).RootElement;
        json.GetProperty("outcome").GetString().Should().Be("registered");
        json.GetProperty("host").GetProperty("name").GetString().Should().Be(_host);
        json.GetProperty("host").GetProperty("segment_name").GetString().Should().Be(_segment);

        var again = await RunAsync(_host, "register-this-host", _segment, "--create");
        again
            .Should()
            .BeEquivalentTo(new { ExitCode = 0, Output = $"Host {_host} is in segment {_segment} already.\n" });

        await TextAsync("host", "maintenance", _segment, _host, "on");
        await TextAsync("update", _segment, "--disabled");
        var idle = await RunAsync(_host, "register-this-host", _segment);
        idle.ExitCode.Should().Be(0);
        idle.Output.Should().Contain("in maintenance").And.Contain("segment is disabled");

        var elsewhere = await RunAsync(_host, "register-this-host", "lab");
        elsewhere.ExitCode.Should().Be(1);
        elsewhere
            .Errors.Should()
            .Contain($"is in segment '{_segment}', not in 'lab'")
            .And.Contain("segment host remove");
        await TextAsync("delete", _segment);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task NotificationUnderWay_ChangesAreRefusedUntilItIsDone()
    {
        _nova.ComputeHosts = [_host];
        (await RunAsync(_host, "register-this-host", _segment, "--create")).ExitCode.Should().Be(0);
        await PostNotificationAsync();

        foreach (
            var change in new[]
            {
                ["update", _segment, "--disabled"],
                ["delete", _segment],
                ["host", "remove", _segment, _host],
                new[] { "host", "maintenance", _segment, _host, "on" },
            }
        )
        {
            var run = await RunAsync(_host, change);
            run.ExitCode.Should().Be(1);
            run.Errors.Should().Contain("HTTP 409").And.Contain("in-use").And.Contain("until masakari-engine is done");
            run.Errors.Should().NotContain("\n");
        }

        await Lab.ExecuteAsync(
            "/usr/bin/sqlite3",
            Path.Combine(_home, "db", "masakari-light.db"),
            $"UPDATE notifications SET status='finished' WHERE source_host_uuid IN (SELECT uuid FROM hosts WHERE name='{_host}')"
        );
        await TextAsync("delete", _segment);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Document_EveryCommand_DoesWhatItSays()
    {
        const string Command = "    masakari-introspective segment ";
        var page = Path.Combine(Path.GetDirectoryName(Lab.Script())!, "..", "..", "docs", "segments.md");
        var commands = (await File.ReadAllLinesAsync(page))
            .Where(line => line.StartsWith(Command, StringComparison.Ordinal))
            .ToList();
        commands.Should().HaveCountGreaterThan(10);
        _nova.ComputeHosts = [_host, $"{_host}-7"];

        foreach (var line in commands)
        {
            var words = line[Command.Length..].Split('"');
            string[] arguments =
            [
                .. words.SelectMany(
                    (part, at) => at % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                ),
            ];
            await TextAsync([
                .. arguments.Select(word =>
                    word.Replace("rack", _segment, StringComparison.Ordinal)
                        .Replace("compute", _host, StringComparison.Ordinal)
                ),
            ]);
        }

        await TextAsync("delete", $"{_segment}-1");
    }

    [TestCase(2, "'--recovery-method' is required", "create", "x")]
    [TestCase(2, "'nonsense' not recognized", "create", "x", "--recovery-method", "nonsense")]
    [TestCase(1, "too short", "create", "", "--recovery-method", "auto")]
    [TestCase(1, "already exists", "create", "lab", "--recovery-method", "auto")]
    [TestCase(2, "at least one option", "update", "lab")]
    [TestCase(2, "exclude each other", "update", "lab", "--enabled", "--disabled")]
    [TestCase(1, "There is no segment 'nowhere'", "show", "nowhere")]
    [TestCase(1, "There is no host in segment 'lab' 'nobody'", "host", "remove", "lab", "nobody")]
    [TestCase(2, "'maybe' not recognized", "host", "maintenance", "lab", "x", "maybe")]
    [TestCase(2, "'xml' not recognized", "list", "--output", "xml")]
    [TestCase(1, "Compute service with name a b", "host", "add", "lab", "a b")]
    [TestCase(78, "/nonexistent", "list", "--config-file", "/nonexistent")]
    [CancelAfter(60_000)]
    public async Task WrongInput_IsOneLineAndAnExitCode(int code, string text, params string[] arguments)
    {
        var run = await RunAsync(_host, arguments);

        (run.ExitCode, run.Output).Should().Be((code, ""), run.Errors);
        run.Errors.Should().StartWith("masakari-introspective: ").And.Contain(text).And.NotContain("\n");
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task NotAllowed_SaysWhatIsMissing()
    {
        await File.WriteAllTextAsync(PolicyFile, "\"os_masakari_api:segments:index\": \"!\"\n");

        var run = await RunAsync(_host, "list");

        run.ExitCode.Should().Be(1);
        run.Errors.Should().Contain("HTTP 403").And.Contain("administrators only");
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task ApiThatNeverAnswers_EndsAfterTheTimeout()
    {
        using var hole = new TcpListener(IPAddress.Loopback, 0);
        hole.Start();
        var port = ((IPEndPoint)hole.LocalEndpoint).Port;

        var run = await RunWithAsync($"[api]\nendpoint = http://127.0.0.1:{port}/v1\ntimeout = 1\n", "list");

        run.ExitCode.Should().Be(1);
        run.Errors.Should().Contain("no answer within 1 s").And.NotContain("\n");
        run.Took.Should().BeLessThan(TimeSpan.FromSeconds(30));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Daemon_OnUnregisteredHost_SaysSoOnceAndSeesTheCure(CancellationToken cancellationToken)
    {
        await using var monitor = _lab.StartMonitor($"[DEFAULT]\nhostname = {_host}\n");
        await monitor.WaitForAsync("is in no failover segment", null, 1, cancellationToken);
        monitor.LinesWith("WARNING").Should().ContainSingle(line => line.Contains(_host, StringComparison.Ordinal));
        monitor.Log.Should().Contain("masakari-introspective segment register-this-host");

        _nova.ComputeHosts = [_host];
        (await RunAsync(_host, "register-this-host", _segment, "--create")).ExitCode.Should().Be(0);
        // A new look without waiting for the next one.
        await monitor.SignalAsync("HUP");
        await monitor.WaitForAsync($"Host {_host} is in failover segment {_segment}.", null, 1, cancellationToken);
        monitor.LinesWith("is in no failover segment").Should().ContainSingle();
        await TextAsync("delete", _segment);
    }

    private async Task PostNotificationAsync()
    {
        var api = (await Lab.EnvironmentAsync())["LAB_API_URL"];
        using var http = new HttpClient();
        var body = JsonSerializer.Serialize(
            new
            {
                notification = new
                {
                    type = "VM",
                    hostname = _host,
                    generated_time = TimeProvider.System.GetUtcNow().ToString("s", CultureInfo.InvariantCulture),
                    payload = new Dictionary<string, string>
                    {
                        ["event"] = "LIFECYCLE",
                        ["instance_uuid"] = Guid.NewGuid().ToString(),
                        ["vir_domain_event"] = "STOPPED_FAILED",
                    },
                },
            }
        );
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"{api}/notifications"), content);
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> TextAsync(params string[] arguments)
    {
        var run = await RunAsync(_host, arguments);
        run.ExitCode.Should().Be(0, run.Errors);
        return run.Output.TrimEnd();
    }

    private async Task<JsonElement> JsonAsync(params string[] arguments) =>
        JsonDocument.Parse(await TextAsync([.. arguments, "--output", "json"])).RootElement;

    private Task<ProgramRun> RunAsync(string hostName, params string[] arguments) =>
        RunWithAsync($"[DEFAULT]\nhostname = {hostName}\n", arguments);

    private async Task<ProgramRun> RunWithAsync(string more, params string[] arguments)
    {
        var file = Path.Combine(_folder.Path, "masakarimonitors.conf");
        await File.WriteAllTextAsync(file, _lab.Configuration(more));
        string[] where = arguments.Contains("--config-file") ? [] : ["--config-file", file];
        return await ProgramRun.OfAsync(
            MonitorProcess.Program,
            TimeSpan.FromMinutes(1),
            ["segment", .. arguments, .. where]
        );
    }
}
