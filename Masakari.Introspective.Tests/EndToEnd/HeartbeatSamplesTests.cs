using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>The guests that were written from docs/protocol.md alone, each on both kinds of port.</summary>
[Category("Lab")]
[NonParallelizable]
internal sealed class HeartbeatSamplesTests
{
    private const string InC = "c -a reboot";
    private const string InPython = "python --action reboot";

    /// <summary>Where the lab puts the samples in a guest.</summary>
    private const string Folder = "/usr/share/heartbeat";

    private readonly List<LabGuest> _guests = [];

    [TearDown]
    public async Task CloseAsync()
    {
        await LabGuest.RemoveAsync(_guests);
        _guests.Clear();
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task SampleGuests_Register_AndAreLostWhenFrozen(CancellationToken cancellationToken)
    {
        var lab = await LightLab.OpenAsync();
        foreach (var channel in new[] { "--heartbeat", "--raw-heartbeat" })
        {
            _guests.AddRange(
                await LightLab.StartAlikeAsync(2, ["--image", "python", channel, .. HeartbeatGuest.Enabled])
            );
        }

        // All of them are frozen in turn: on a host of so few that is a storm.
        await using var monitor = lab.StartMonitorInside("brake = false");
        var samples = _guests.ConvertAll(guest => new HeartbeatGuest(guest, monitor));
        string[] programs = [InC, InPython, InC, InPython];
        foreach (var (sample, program) in samples.Zip(programs))
        {
            var took = await sample.StartAsync(program, cancellationToken);
            await TestContext.Out.WriteLineAsync($"{program}: registered after {took.TotalSeconds:0.0} s");
        }

        await Task.Delay(3 * HeartbeatGuest.Interval, cancellationToken);
        monitor.LinesWith(HeartbeatGuest.Failed).Should().BeEmpty();

        foreach (var (sample, program) in samples.Zip(programs))
        {
            var took = await sample.FailAsync("heartbeat-freeze", cancellationToken);
            await TestContext.Out.WriteLineAsync($"{program}: lost {took.TotalSeconds:0.0} s after it was frozen");
        }

        await Task.Delay(3 * HeartbeatGuest.Interval, cancellationToken);
        foreach (var guest in _guests)
        {
            (await lab.StoredAsync(guest)).Should().Equal(HeartbeatGuest.Hang);
        }
    }

    [Test]
    [CancelAfter(90_000)]
    public async Task SampleApplicationAndScripts_ServeTheAgent(CancellationToken cancellationToken)
    {
        var lab = await LightLab.OpenAsync();
        await using var monitor = lab.StartMonitorInside();
        var guest = new HeartbeatGuest(
            await LightLab.StartGuestAsync(["--image", "python", "--heartbeat", .. HeartbeatGuest.Enabled]),
            monitor
        );
        _guests.Add(guest.Guest);
        await guest.StartAsync(
            $"{HeartbeatGuest.Agent} --health-script {Folder}/health --event-script {Folder}/event",
            cancellationToken
        );
        await guest.Guest.ShellAsync(
            $"python3 {Folder}/app.py sample >/run/app.log 2>&1 & echo $! >/run/app.pid; sleep 4"
        );
        monitor.LinesWith(HeartbeatGuest.Failed).Should().BeEmpty();

        await guest.Guest.ShellAsync("echo disk is full >/run/sample.ill");

        await monitor.WaitForAsync("sample: disk is full", guest.Guest.Uuid, times: 1, cancellationToken);
        await monitor.WaitForAsync(HeartbeatGuest.Delivered, guest.Guest.Uuid, times: 1, cancellationToken);
        (await lab.StoredAsync(guest.Guest)).Should().Equal(HeartbeatGuest.Hang);
        await guest.Guest.ShellAsync("rm /run/sample.ill");
        await monitor.WaitForAsync("is well again by its heartbeat", guest.Guest.Uuid, times: 1, cancellationToken);
    }
}
