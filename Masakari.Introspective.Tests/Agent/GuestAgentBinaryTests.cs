using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using Masakari.Introspective.Protocol.Heartbeat;
using Masakari.Introspective.Tests.Protocol;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Agent;

/// <summary>The native file, made by the commands of guest-agent/README.md for Debian. Needs gcc, as the lab's guest does.</summary>
[TestFixture]
[Category("Lab")]
[Category("Alone")]
internal sealed class GuestAgentBinaryTests
{
    private const string ReadmeOutput = "-o artifacts/guest-agent";
    private const int SigTerm = 15;
    private const int BadConfiguration = 78;

    private TemporaryFolder _folder = null!;
    private string _agent = "";

    [OneTimeSetUp]
    public async Task CompileAsReadmeSays()
    {
        _folder = new TemporaryFolder();
        _agent = _folder.Combine("masakari-guest-agent");
        var readme = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "guest-agent/README.md"));
        var command = readme.Split('\n').Single(line => line.StartsWith("dotnet publish", StringComparison.Ordinal));
        command.Should().EndWith(ReadmeOutput);
        var here = command.Replace(ReadmeOutput, $"-o {_folder.Path}", StringComparison.Ordinal);
        await Lab.ExecuteAsync("sh", "-c", $"command -v gcc && cd '{Checkout.Root}' && {here}");
    }

    [OneTimeTearDown]
    public void DropFolder() => _folder.Dispose();

    [Test]
    public void File_OfTheAgent_IsSmallerThan4MiB() => new FileInfo(_agent).Length.Should().BeLessThan(4 * 1024 * 1024);

    [Test]
    public async Task Run_OfTheFile_RegistersAnswersMarksAndEndsWithSigterm()
    {
        var apps = _folder.Combine("apps");
        using var host = new FakeHost(_folder.Combine("port"));
        using var agent = Process.Start(
            _agent,
            ["--config", "/dev/null", "--device", host.Path, "--app-socket", apps, "--name", "vm"]
        );

        var init = await host.RegisterAsync();
        var well = await host.AskAsync(7);
        await Lab.ExecuteAsync(_agent, "mark", "loop", "400", "--app-socket", apps);
        var missing = await host.AskUntilAsync(answer => answer.Health is Health.Unhealthy);
        await Lab.ExecuteAsync(_agent, "clear", "loop", "--app-socket", apps);
        var again = await host.AskAsync(8);
        var memory = await File.ReadAllLinesAsync($"/proc/{agent.Id}/status");
        await Lab.ExecuteAsync("kill", $"-{SigTerm}", agent.Id.ToString(CultureInfo.InvariantCulture));
        await host.ReceiveAsync<ExitNotice>();
        await agent.WaitForExitAsync();

        init.Name.Should().Be("vm");
        well.Health.Should().Be(Health.Healthy);
        missing.LogMessage.Should().Be("loop: no mark for 400 ms");
        again.Health.Should().Be(Health.Healthy);
        agent.ExitCode.Should().Be(0);
        File.Exists(apps).Should().BeFalse();
        var resident = memory.Single(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ')[^2];
        TestContext.Out.WriteLine($"resident: {resident} KiB, {new FileInfo(_agent).Length} bytes");
    }

    [Test]
    public async Task Run_WithABadConfiguration_EndsWithOneLineAndCode78()
    {
        using var agent = Process.Start(
            new ProcessStartInfo(_agent, ["--config", "/dev/null", "--interval-ms", "7"])
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;

        var said = await agent.StandardError.ReadToEndAsync();
        await agent.WaitForExitAsync();

        agent.ExitCode.Should().Be(BadConfiguration);
        said.Should()
            .Be("masakari-guest-agent: flag --interval-ms: interval-ms = 7: allowed is 400..3600000 (milliseconds)\n");
    }

    [Test]
    public async Task Run_WithADeviceThatIsAFile_EndsWithOneLineAndCode78()
    {
        var file = _folder.Combine("notes");
        await File.WriteAllTextAsync(file, "mine");
        using var agent = Start(file, _folder.Combine("apps3"));

        var said = await agent.StandardError.ReadToEndAsync();
        await agent.WaitForExitAsync();

        agent.ExitCode.Should().Be(BadConfiguration);
        said.Should()
            .Be(
                $"masakari-guest-agent: device = {file}: is neither a character device nor a socket; "
                    + "name the port's device, or auto\n"
            );
        (await File.ReadAllTextAsync(file)).Should().Be("mine");
    }

    [Test]
    public async Task Run_ToldToHangUp_GoesOn()
    {
        using var host = new FakeHost(_folder.Combine("port4"));
        using var agent = Start(host.Path, _folder.Combine("apps4"));
        await host.RegisterAsync();

        await SignalAsync(agent, "HUP");
        var answer = await host.AskAsync(7);
        await SignalAsync(agent, "TERM");
        await host.ReceiveAsync<ExitNotice>();
        await agent.WaitForExitAsync();

        answer.Value.Should().Be(7);
        agent.ExitCode.Should().Be(0);
    }

    // A crash, and an upgrade.
    [TestCase("KILL")]
    [TestCase("TERM")]
    public async Task Run_AfterARestart_MissesWhoDoesNotComeBack(string signal)
    {
        var apps = _folder.Combine($"apps-{signal}");
        using var host = new FakeHost(_folder.Combine($"port-{signal}"));
        using var former = Start(host.Path, apps);
        await host.RegisterAsync();
        using (var dead = new AppClient(apps))
        using (var living = new AppClient(apps))
        {
            await dead.AskAsync("""{"type":"register","name":"dead","interval_ms":400,"corrective_action":"reboot"}""");
            await living.AskAsync("""{"type":"register","name":"living","interval_ms":60000}""");
            (await host.AskAsync(1)).Health.Should().Be(Health.Healthy);
            await SignalAsync(former, signal);
            await former.WaitForExitAsync();
        }

        host.Leave();
        using var agent = Start(host.Path, apps);
        await host.RegisterAsync();
        using var back = new AppClient(apps);
        await back.AskAsync("""{"type":"register","name":"living","interval_ms":60000}""");
        var atFirst = await host.AskAsync(2);
        var missed = await host.AskUntilAsync(answer => answer.Health is Health.Unhealthy);
        agent.Kill();
        await agent.WaitForExitAsync();

        atFirst.Health.Should().Be(Health.Healthy);
        (missed.LogMessage, missed.CorrectiveAction)
            .Should()
            .Be(("dead: has not registered again since the agent started", CorrectiveAction.Reboot));
        File.GetUnixFileMode($"{apps}.registered").Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Test]
    public async Task SampleApplication_WithTheFile_IsAnsweredFor()
    {
        var apps = _folder.Combine("apps2");
        var sample = Path.Combine(Checkout.Root, "samples/guest-app/app.py");
        using var host = new FakeHost(_folder.Combine("port2"));
        using var agent = Process.Start(
            new ProcessStartInfo(_agent, ["--config", "/dev/null", "--device", host.Path, "--app-socket", apps])
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        await host.RegisterAsync();
        using var app = Process.Start("/usr/bin/python3", [sample, "sample-app", apps]);
        while (
            await agent.StandardError.ReadLineAsync() is { } line
            && !line.EndsWith("has registered", StringComparison.Ordinal)
        ) { }

        var well = await host.AskAsync(1);
        app.Kill();
        var lost = await host.AskUntilAsync(answer => answer.Health is Health.Unhealthy);
        agent.Kill();
        await agent.WaitForExitAsync();

        well.Health.Should().Be(Health.Healthy);
        lost.LogMessage.Should().Be("sample-app: ended without deregistering");
        lost.CorrectiveAction.Should().Be(CorrectiveAction.Reboot);
    }

    private Process Start(string device, string apps) =>
        Process.Start(
            new ProcessStartInfo(_agent, ["--config", "/dev/null", "--device", device, "--app-socket", apps])
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;

    private static Task<string> SignalAsync(Process process, string signal) =>
        Lab.ExecuteAsync("kill", $"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture));
}
