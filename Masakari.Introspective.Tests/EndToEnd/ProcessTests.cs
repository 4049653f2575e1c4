using System.Net.Sockets;
using System.Text;
using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>The program as operators and service managers see it: names, roles, signals, exit codes, an unusable state folder.</summary>
[Category("Lab")]
[Category("Surroundings")]
[NonParallelizable]
internal sealed class ProcessTests
{
    private const string Started = "instances on this host";

    private LightLab _lab = null!;
    private TemporaryFolder _folder = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _lab = await LightLab.OpenAsync();
        _folder = new TemporaryFolder();
    }

    [TearDown]
    public void Close() => _folder.Dispose();

    [Test]
    [CancelAfter(60_000)]
    public async Task DropInNames_RunSideBySide_EachInItsRole(CancellationToken cancellationToken)
    {
        await using var events = DropIn("masakari-instancemonitor");
        await using var guests = DropIn("masakari-introspectiveinstancemonitor");

        await events.WaitForAsync("Starting masakarimonitors-instancemonitor", null, 1, cancellationToken);
        await guests.WaitForAsync("Starting masakarimonitors-introspectiveinstancemonitor", null, 1, cancellationToken);
        await events.WaitForAsync(Started, null, 1, cancellationToken);
        await guests.WaitForAsync(Started, null, 1, cancellationToken);

        foreach (var monitor in new[] { events, guests })
        {
            await monitor.SignalAsync("TERM");
            await monitor.WaitForExitAsync(cancellationToken);
            monitor.ExitCode.Should().Be(0, "it ends in good order; its log: {0}", monitor.Log);
            monitor.Log.Should().Contain("Stopping masakarimonitors-");
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Termination_LetsANotificationOnItsWayFinish(CancellationToken cancellationToken)
    {
        var guest = await LightLab.StartGuestAsync();
        var home = Environment.GetEnvironmentVariable("MASAKARI_LAB") ?? "/var/tmp/masakari-lab";
        var api = (await File.ReadAllTextAsync($"{home}/run/masakari-light.pid", cancellationToken)).Split(' ')[0];
        try
        {
            await using var monitor = _lab.StartMonitor();
            await monitor.WaitForAsync("answers: from now on", guest.Uuid, 1, cancellationToken);
            // The whole process group of workers: each takes connections.
            await Lab.ExecuteAsync("/bin/sh", "-c", $"kill -STOP {api} $(pgrep -P {api})");
            await guest.FailAsync("qemu-kill");
            await monitor.WaitForAsync("Send a notification", null, 1, cancellationToken);

            await monitor.SignalAsync("TERM");
            await Task.Delay(TimeSpan.FromSeconds(4), cancellationToken);
            await Lab.ExecuteAsync("/bin/sh", "-c", $"kill -CONT {api} $(pgrep -P {api})");
            await monitor.WaitForExitAsync(cancellationToken);

            monitor.ExitCode.Should().Be(0);
            monitor.Log.Should().Contain("Response: HTTP 202").And.Contain("Stopping masakari-introspective");
        }
        finally
        {
            await Lab.ExecuteAsync("/bin/sh", "-c", $"kill -CONT {api} $(pgrep -P {api})");
            await guest.RemoveAsync();
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task BesideAFullMonitor_ADropInEndsWell_AndASecondFullOneDoesNot(CancellationToken cancellationToken)
    {
        await using var full = _lab.StartMonitor(state: _folder.Path);
        await full.WaitForAsync(Started, null, 1, cancellationToken);

        await using var dropIn = DropIn("masakari-instancemonitor");
        await dropIn.WaitForExitAsync(cancellationToken);
        dropIn.ExitCode.Should().Be(0);
        dropIn.LinesWith("already does the work of masakari-instancemonitor").Should().ContainSingle();

        await using var second = _lab.StartMonitor(state: _folder.Path);
        await second.WaitForExitAsync(cancellationToken);
        second.ExitCode.Should().Be(1);
        second.LinesWith("cannot start").Should().ContainSingle();
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Hangup_ReadsTheConfigurationAgain_AndDuplicatesNothing(CancellationToken cancellationToken)
    {
        var guest = await LightLab.StartGuestAsync();
        try
        {
            var file = WriteConfiguration("[introspectiveinstancemonitor]\nguest_monitoring_interval = 10\n");
            await using var monitor = MonitorProcess.Run(
                MonitorProcess.Program,
                null,
                "monitor",
                "--config-file",
                file
            );
            await monitor.WaitForAsync("answers: from now on", guest.Uuid, 1, cancellationToken);

            WriteConfiguration("[introspectiveinstancemonitor]\nguest_monitoring_interval = 5\n");
            await monitor.SignalAsync("HUP");
            await monitor.WaitForAsync("Configuration read again", null, 1, cancellationToken);
            monitor.LinesWith("guest_monitoring_interval: 10 -> 5").Should().ContainSingle();
            await monitor.WaitForAsync(Started, null, 2, cancellationToken);

            WriteConfiguration("[introspectiveinstancemonitor]\nguest_monitoring_interval = never\n");
            await monitor.SignalAsync("HUP");
            await monitor.WaitForAsync("the former one stays in force", null, 1, cancellationToken);

            await guest.FailAsync("qemu-kill");
            await monitor.WaitForAsync("Response: HTTP 202", guest.Uuid, 1, cancellationToken);
            (await _lab.StoredAsync(guest)).Should().Equal("LIFECYCLE/STOPPED_FAILED");
            monitor.LinesWith("Libvirt Event:", guest.Uuid).Should().ContainSingle();
        }
        finally
        {
            await guest.RemoveAsync();
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task LibvirtdDownAtStart_IsWaitedFor(CancellationToken cancellationToken)
    {
        await Lab.RunAsync("libvirtd", "stop");
        try
        {
            await using var monitor = _lab.StartMonitor();
            await monitor.WaitForAsync("Cannot connect to libvirt", null, 1, cancellationToken);
            await Lab.RunAsync("libvirtd", "start");
            await monitor.WaitForAsync(Started, null, 1, cancellationToken);
        }
        finally
        {
            await Lab.RunAsync("libvirtd", "start");
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task UnusableStateFolder_IsOneError_NotReady_AndDeliversAllTheSame(CancellationToken cancellationToken)
    {
        var guest = await LightLab.StartGuestAsync();
        using var manager = ServiceManager(out var address);
        try
        {
            // A file where the folder should be stops root too.
            var blocked = _folder.Combine("file");
            await File.WriteAllTextAsync(blocked, "", cancellationToken);
            var socket = _folder.Combine("control.sock");
            var file = WriteConfiguration(
                $"[masakari_introspective]\nstate_path = {blocked}/state\ncontrol_socket = {socket}\n"
            );
            var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["NOTIFY_SOCKET"] = address };
            await using var monitor = MonitorProcess.Run(
                MonitorProcess.Program,
                environment,
                "monitor",
                "--config-file",
                file
            );
            await monitor.WaitForAsync("answers: from now on", guest.Uuid, 1, cancellationToken);

            string[] hold = ["hold", guest.Domain, "--for", "10m", "--reason", "a look inside", "--socket", socket];
            await Lab.ExecuteAsync(MonitorProcess.Program, hold);
            await monitor.SignalAsync("HUP");
            await monitor.WaitForAsync("in memory only and would be lost", null, 1, cancellationToken);
            var holds = await Lab.ExecuteAsync(MonitorProcess.Program, "holds", "--socket", socket);
            holds.Should().Contain("a look inside", "a reload would have forgotten it");
            await Lab.ExecuteAsync(MonitorProcess.Program, "release", guest.Domain, "--socket", socket);

            await guest.FailAsync("qemu-kill");
            await monitor.WaitForAsync("Response: HTTP 202", guest.Uuid, 1, cancellationToken);

            monitor.LinesWith("this service is not ready").Should().ContainSingle();
            Messages(manager).Should().NotContain(message => message.Contains("READY=1", StringComparison.Ordinal));

            File.Delete(blocked);
            await monitor.WaitForAsync("can be used now", null, 1, cancellationToken);
            await monitor.SignalAsync("TERM");
            await monitor.WaitForExitAsync(cancellationToken);
            Messages(manager).Should().ContainMatch("READY=1*").And.Contain("STOPPING=1");
        }
        finally
        {
            await guest.RemoveAsync();
        }
    }

    private MonitorProcess DropIn(string name)
    {
        var link = _folder.Combine(name);
        File.CreateSymbolicLink(link, MonitorProcess.Program);
        return MonitorProcess.Run(link, null, "--config-file", WriteConfiguration(""));
    }

    private string WriteConfiguration(string more)
    {
        var file = _folder.Combine("masakarimonitors.conf");
        File.WriteAllText(file, _lab.Configuration($"state_path = {_folder.Path}\n{more}"));
        return file;
    }

    private Socket ServiceManager(out string address)
    {
        address = _folder.Combine("notify");
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(address));
        socket.Blocking = false;
        return socket;
    }

    private static List<string> Messages(Socket manager)
    {
        var messages = new List<string>();
        var buffer = new byte[4096];
        while (manager.Available > 0)
        {
            messages.Add(Encoding.UTF8.GetString(buffer, 0, manager.Receive(buffer)));
        }

        return messages;
    }
}
