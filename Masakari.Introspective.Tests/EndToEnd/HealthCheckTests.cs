using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>Guests that have the stock guest agent and nothing of ours: it runs a program that says how the application is.</summary>
[Category("Lab")]
[NonParallelizable]
internal sealed class HealthCheckTests
{
    private const string Settings = """
        [DEFAULT]
        debug = true
        [masakari_introspective]
        health_check_allowed = /run/checks/*
        health_check_interval = 5
        health_check_timeout = 2
        """;

    /// <summary>The guests of a test have just booted.</summary>
    private const string NoGrace = $"{Settings}\nhealth_check_grace = 0";

    /// <summary>The failure needs two bad results; then some more rounds of checks, and three of pings.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(35);

    private readonly List<LabGuest> _guests = [];
    private LightLab _lab = null!;

    [SetUp]
    public async Task OpenAsync() => _lab = await LightLab.OpenAsync();

    [TearDown]
    public async Task CloseAsync()
    {
        await LabGuest.RemoveAsync(_guests);
        _guests.Clear();
    }

    [Test]
    [CancelAfter(150_000)]
    public async Task Checks_ThatFailHangOrAreForbidden_DoNotDisturbPings(CancellationToken cancellationToken)
    {
        var failing = await StartAsync("failing", "echo the database is down; exit 1");
        var hanging = await StartAsync("hanging", "exec sleep 600");
        var passing = await StartAsync("passing", "exit 0");
        var forbidden = await StartAsync("passing", "exit 0", "--block", "guest-exec");
        await using var monitor = _lab.StartMonitor(NoGrace);
        foreach (var guest in _guests)
        {
            await monitor.WaitForAsync("answers: from now on", guest.Uuid, times: 1, cancellationToken);
        }

        await Task.Delay(Watched, cancellationToken);
        var until = TimeProvider.System.GetLocalNow().DateTime;
        var gaps = _guests.ConvertAll(guest => LogGaps.Longest(monitor.LinesWith("Asked: ", guest.Uuid), until));
        var processes = await hanging.ShellAsync("ps | grep -c '[s]leep 600'");

        await TestContext.Out.WriteLineAsync(monitor.Log);
        await TestContext.Out.WriteLineAsync(
            $"longest time between two pings: {gaps.Max().TotalSeconds:0.0} s; processes of the hanging check: {processes}"
        );
        (await _lab.StoredAsync(failing)).Should().Equal(HeartbeatGuest.Hang);
        monitor.LinesWith("the database is down", failing.Uuid).Should().NotBeEmpty();
        (await _lab.StoredAsync(hanging)).Should().Equal(HeartbeatGuest.Hang);
        (await _lab.StoredAsync(passing)).Should().BeEmpty();
        (await _lab.StoredAsync(forbidden)).Should().BeEmpty();
        monitor.LinesWith("does not run /run/checks/", forbidden.Uuid).Should().ContainSingle();
        processes.Should().Be("1");
        gaps.Should().OnlyContain(gap => gap < TimeSpan.FromSeconds(12), "1.2 times the interval");
    }

    [Test]
    [CancelAfter(150_000)]
    public async Task Application_ThatComesUpLate_IsReportedOnlyAfterItWasUp(CancellationToken cancellationToken)
    {
        var guest = await StartAsync("late", "exit 0");
        await guest.ShellAsync("mv /run/checks/late /run/late");
        await using var monitor = _lab.StartMonitor(Settings);
        await monitor.WaitForAsync("has not passed /run/checks/late yet", guest.Uuid, times: 1, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(12), cancellationToken);
        (await _lab.StoredAsync(guest)).Should().BeEmpty();

        await guest.ShellAsync("mv /run/late /run/checks/late");
        await Task.Delay(TimeSpan.FromSeconds(12), cancellationToken);
        await guest.ShellAsync(@"printf '#!/bin/sh\necho lost its database >&2; exit 3\n' >/run/checks/late");
        await monitor.WaitForAsync("Response: HTTP 202", guest.Uuid, times: 1, cancellationToken);

        await TestContext.Out.WriteLineAsync(monitor.Log);
        monitor.LinesWith("2 times in a row: lost its database", guest.Uuid).Should().ContainSingle();
        (await _lab.StoredAsync(guest)).Should().Equal(HeartbeatGuest.Hang);
        await guest.ShellAsync(@"printf '#!/bin/sh\nexit 0\n' >/run/checks/late");
        await monitor.WaitForAsync("is well again by /run/checks/late", guest.Uuid, times: 1, cancellationToken);
    }

    [Test]
    [CancelAfter(150_000)]
    public async Task Processes_OfAMonitorThatIsKilled_OrAnAgentThatDoesNotTell_DoNotPileUp(
        CancellationToken cancellationToken
    )
    {
        var state = Directory.CreateTempSubdirectory("masakari-e2e-").FullName;
        var hanging = await StartAsync("hanging", "exec sleep 600");
        var secretive = await StartAsync("hanging", "exec sleep 600", "--block", "guest-exec-status");
        await using (var first = _lab.StartMonitor(NoGrace, state))
        {
            await first.WaitForAsync("does not end: nothing new", hanging.Uuid, times: 1, cancellationToken);
            await first.WaitForAsync("does not run /run/checks/", secretive.Uuid, times: 1, cancellationToken);
            await first.SignalAsync("KILL");
            await first.WaitForExitAsync(cancellationToken);
        }

        await using var second = _lab.StartMonitor(NoGrace, state);
        await second.WaitForAsync("checks its health every", hanging.Uuid, times: 1, cancellationToken);
        await Task.Delay(Watched, cancellationToken);

        await TestContext.Out.WriteLineAsync(second.Log);
        (await hanging.ShellAsync("ps | grep -c '[s]leep 600'")).Should().Be("1");
        (await _lab.StoredAsync(hanging)).Should().Equal(HeartbeatGuest.Hang);
        (await secretive.ShellAsync("ps | grep -c '[s]leep 600'")).Should().BeOneOf("2", "3", "4");
        (await _lab.StoredAsync(secretive)).Should().BeEmpty();
        Directory.Delete(state, recursive: true);
    }

    private async Task<LabGuest> StartAsync(string name, string script, params string[] options)
    {
        var path = $"/run/checks/{name}";
        var guest = await LightLab.StartGuestAsync(["--extra-spec", $"masakari:health_check={path}", .. options]);
        _guests.Add(guest);
        await guest.ShellAsync($@"mkdir /run/checks; printf '#!/bin/sh\n{script}\n' >{path}; chmod 755 {path}");
        return guest;
    }
}
