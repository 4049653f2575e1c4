using System.Diagnostics;
using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>What interrupts a heartbeat without being a failure: none of it is reported, and the heartbeat comes back.</summary>
[Category("Lab")]
[NonParallelizable]
internal sealed class HeartbeatContinuityTests
{
    private static readonly TimeSpan Paused = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(6);

    /// <summary>For the first 10 s after a pause misses do not count: a guest may need to find its feet.</summary>
    private static readonly TimeSpan AfterPause = TimeSpan.FromSeconds(12);

    private readonly List<LabGuest> _guests = [];
    private readonly List<MonitorProcess> _monitors = [];
    private TemporaryFolder _state = null!;
    private LightLab _lab = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _lab = await LightLab.OpenAsync();
        _state = new TemporaryFolder();
    }

    [TearDown]
    public async Task CloseAsync()
    {
        foreach (var monitor in _monitors)
        {
            await TestContext.Out.WriteLineAsync(monitor.Log);
            await monitor.DisposeAsync();
        }

        // Also after a test that failed between stopping libvirtd and starting it again.
        await Lab.RunAsync("libvirtd", "start");
        await LabGuest.RemoveAsync(_guests);

        _monitors.Clear();
        _guests.Clear();
        _state.Dispose();
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Interruptions_AreNoFaults_AndTheHeartbeatComesBack(CancellationToken cancellationToken)
    {
        var first = Watch();
        var guests = await StartAsync(4, first, cancellationToken);
        var (suspended, rebooted, saved, left) = (guests[0], guests[1], guests[2], guests[3]);

        await suspended.Guest.FailAsync("suspend");
        var since = Stopwatch.GetTimestamp();
        await rebooted.Guest.FailAsync("reboot");
        await SaveAndRestoreAsync(saved, cancellationToken);
        await PrintAsync(
            "guest reboot, from its agent's start",
            await rebooted.StartAsync(HeartbeatGuest.Agent, cancellationToken)
        );
        await Task.Delay(Settle, cancellationToken);

        await first.SignalAsync("KILL");
        await first.WaitForExitAsync(cancellationToken);
        var restarted = Stopwatch.GetTimestamp();
        var second = Watch();
        foreach (var guest in new[] { rebooted, saved, left })
        {
            await second.WaitForAsync(HeartbeatGuest.Registered, guest.Guest.Uuid, times: 1, cancellationToken);
        }

        await PrintAsync("monitor killed and started", Stopwatch.GetElapsedTime(restarted));
        await Lab.RunAsync("libvirtd", "restart");
        await Task.Delay(Settle, cancellationToken);

        var remaining = Paused - Stopwatch.GetElapsedTime(since);
        await Task.Delay(remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero, cancellationToken);
        await suspended.Guest.FailAsync("resume");
        await Task.Delay(AfterPause, cancellationToken);

        _monitors.SelectMany(monitor => monitor.LinesWith(HeartbeatGuest.Failed)).Should().BeEmpty();
        (await _lab.StoredAsync()).Should().NotContain(HeartbeatGuest.Hang);
        (await _lab.StoredAsync(suspended.Guest)).Should().BeEmpty();
        (await _lab.StoredAsync(rebooted.Guest)).Should().Equal("REBOOT/UNKNOWN");
        foreach (var guest in guests.Select(guest => guest with { Monitor = second }))
        {
            await PrintLossAsync(guest, cancellationToken);
        }
    }

    [Test]
    [CancelAfter(180_000)]
    public async Task LiveMigration_IsNoFault_AndTheTargetTakesOver(CancellationToken cancellationToken)
    {
        var other = $"{(await Lab.EnvironmentAsync())["LAB_HOME"]}-2";
        await Lab.RunOtherAsync(other, "libvirtd", "start");
        try
        {
            var source = Watch();
            var guest = (await StartAsync(1, source, cancellationToken))[0];
            var uri = $"qemu+unix:///system?socket={other}/libvirt/run/libvirt-sock";
            var target = _lab.StartMonitorInside($"[libvirt]\nconnection_uri = {uri}\n", home: other);
            _monitors.Add(target);
            await target.WaitForAsync("instances on this host", instance: null, times: 1, cancellationToken);

            var since = Stopwatch.GetTimestamp();
            await Lab.RunAsync("guest", "migrate", guest.Guest.Domain, other);
            await target.WaitForAsync(HeartbeatGuest.Registered, guest.Guest.Uuid, times: 1, cancellationToken);
            await PrintAsync("live migration, from its beginning", Stopwatch.GetElapsedTime(since));
            await Task.Delay(Settle, cancellationToken);

            _monitors.SelectMany(monitor => monitor.LinesWith(HeartbeatGuest.Failed)).Should().BeEmpty();
            (await _lab.StoredAsync(guest.Guest)).Should().NotContain(HeartbeatGuest.Hang);
        }
        finally
        {
            await Lab.RunOtherAsync(other, "down");
        }
    }

    private static Task PrintAsync(string what, TimeSpan took) =>
        TestContext.Out.WriteLineAsync($"{what}: heartbeat back after {took.TotalSeconds:0.0} s");

    /// <summary>A heartbeat that is watched again is one whose loss is found.</summary>
    private static async Task PrintLossAsync(HeartbeatGuest guest, CancellationToken cancellationToken)
    {
        var took = await guest.FailAsync("heartbeat-freeze", cancellationToken);
        await TestContext.Out.WriteLineAsync(
            $"{guest.Guest.Domain}: lost {took.TotalSeconds:0.0} s after it was frozen"
        );
        took.Should().BeLessThan(HeartbeatGuest.Promise);
    }

    private static async Task SaveAndRestoreAsync(HeartbeatGuest guest, CancellationToken cancellationToken)
    {
        var file = Path.Combine((await Lab.EnvironmentAsync())["LAB_HOME"], $"{guest.Guest.Domain}.saved");
        await Lab.ExecuteAsync("virsh", "-q", "-c", guest.Guest.Uri, "save", guest.Guest.Domain, file);
        try
        {
            await Task.Delay(Settle, cancellationToken);
            var before = guest.Monitor.LinesWith(HeartbeatGuest.Registered, guest.Guest.Uuid).Count;
            var since = Stopwatch.GetTimestamp();
            await Lab.ExecuteAsync("virsh", "-q", "-c", guest.Guest.Uri, "restore", file);
            await guest.Monitor.WaitForAsync(
                HeartbeatGuest.Registered,
                guest.Guest.Uuid,
                before + 1,
                cancellationToken
            );
            await PrintAsync("save and restore", Stopwatch.GetElapsedTime(since));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private MonitorProcess Watch()
    {
        // At the end every guest fails in turn: on a host of so few that is a storm.
        var monitor = _lab.StartMonitorInside("brake = false", _state.Path);
        _monitors.Add(monitor);
        return monitor;
    }

    private async Task<IReadOnlyList<HeartbeatGuest>> StartAsync(
        int count,
        MonitorProcess monitor,
        CancellationToken cancellationToken
    )
    {
        _guests.AddRange(
            await LightLab.StartAlikeAsync(count, ["--image", "heartbeat", "--heartbeat", .. HeartbeatGuest.Enabled])
        );
        var guests = _guests.ConvertAll(guest => new HeartbeatGuest(guest, monitor));
        foreach (var guest in guests)
        {
            await guest.StartAsync(HeartbeatGuest.Agent, cancellationToken);
        }

        return guests;
    }
}
