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
        health_check_grace = 0
        """;

    /// <summary>The failure needs two bad results; then some more rounds of checks, and three of pings.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(35);

    private readonly List<LabGuest> _guests = [];
    private LightLab _lab = null!;

    [SetUp]
    public async Task OpenAsync() => _lab = await LightLab.OpenAsync();

    [TearDown]
    public async Task CloseAsync()
    {
        foreach (var guest in _guests)
        {
            await guest.RemoveAsync();
        }

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
        await using var monitor = _lab.StartMonitor(Settings);
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

    private async Task<LabGuest> StartAsync(string name, string script, params string[] options)
    {
        var path = $"/run/checks/{name}";
        var guest = await LightLab.StartGuestAsync(["--extra-spec", $"masakari:health_check={path}", .. options]);
        _guests.Add(guest);
        await guest.ShellAsync($@"mkdir /run/checks; printf '#!/bin/sh\n{script}\n' >{path}; chmod 755 {path}");
        return guest;
    }
}
