using System.Diagnostics;
using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>
/// Real guests, real libvirtd, real masakari-api, default settings (interval 10 s, timeout 2 s, threshold 3): what is
/// reported, how soon, and what is not.
/// </summary>
[Category("Lab")]
[NonParallelizable]
internal sealed class DetectionTests
{
    private const string Hang = "QEMU_GUEST_AGENT_ERROR/STOPPED_FAILED";
    private const string Delivered = "Response: HTTP 202";
    private const string Armed = "answers: from now on";
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(20);

    /// <summary>One more question to everybody, before "once" and "nothing" are believed.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(12);

    private readonly List<LabGuest> _guests = [];
    private LightLab _lab = null!;
    private MonitorProcess? _monitor;

    [SetUp]
    public async Task OpenAsync() => _lab = await LightLab.OpenAsync();

    [TearDown]
    public async Task CloseAsync()
    {
        if (_monitor is not null)
        {
            await TestContext.Out.WriteLineAsync(_monitor.Log);
            await _monitor.DisposeAsync();
        }

        // Also after a test that failed between stopping libvirtd and starting it again.
        await Lab.RunAsync("libvirtd", "start");
        await LabGuest.RemoveAsync(_guests);
        _guests.Clear();
    }

    [TestCase("agent-stop")]
    [TestCase("panic")]
    [TestCase("rt-hang")]
    [TestCase("qemu-stop")]
    [CancelAfter(120_000)]
    public async Task HungGuest_IsStoredWithin20Seconds_Once(string mode, CancellationToken cancellationToken)
    {
        var guest = await WatchOneAsync(cancellationToken);

        var since = Stopwatch.GetTimestamp();
        await guest.FailAsync(mode);
        await _monitor!.WaitForAsync(Delivered, guest.Uuid, times: 1, cancellationToken);
        var took = Stopwatch.GetElapsedTime(since);

        await TestContext.Out.WriteLineAsync($"{mode}: stored {took.TotalSeconds:0.0} s after the fault");
        took.Should().BeLessThan(Promise);
        // The guest is asked again meanwhile, and again found silent.
        await Task.Delay(Settle, cancellationToken);
        (await _lab.StoredAsync(guest)).Should().Equal(Hang);
        if (mode is "qemu-stop")
        {
            _monitor.LinesWith("QEMU itself does not answer libvirt", guest.Uuid).Should().NotBeEmpty();
            await guest.FailAsync("qemu-cont");
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task KilledQemu_IsStoredAsStoppedFailed_Once(CancellationToken cancellationToken)
    {
        var guest = await WatchOneAsync(cancellationToken);

        await guest.FailAsync("qemu-kill");
        await _monitor!.WaitForAsync(Delivered, guest.Uuid, times: 1, cancellationToken);
        await Task.Delay(Settle, cancellationToken);

        (await _lab.StoredAsync(guest)).Should().Equal("LIFECYCLE/STOPPED_FAILED");
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task OrderlyGuests_CauseNoGuestAgentError(CancellationToken cancellationToken)
    {
        var guests = await WatchAsync(4, cancellationToken);
        var (stopped, rebooted, suspended, withoutAgent) = (guests[0], guests[1], guests[2], guests[3]);

        await stopped.FailAsync("shutdown");
        await rebooted.FailAsync("reboot");
        await suspended.FailAsync("suspend");
        await withoutAgent.FailAsync("agent-exit");
        // Three times what a hang needs to be reported: longer than any grace that could hide one.
        await Task.Delay(TimeSpan.FromSeconds(60), cancellationToken);
        await suspended.FailAsync("resume");
        await withoutAgent.FailAsync("agent-start");
        await _monitor!.WaitForAsync(Armed, rebooted.Uuid, times: 2, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(25), cancellationToken);

        (await _lab.StoredAsync()).Should().NotContain(Hang);
        (await _lab.StoredAsync(stopped)).Should().Equal("LIFECYCLE/STOPPED_SHUTDOWN");
        (await _lab.StoredAsync(rebooted)).Should().Equal("REBOOT/UNKNOWN");
        (await _lab.StoredAsync(suspended)).Should().BeEmpty();
        (await _lab.StoredAsync(withoutAgent)).Should().BeEmpty();
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task FiveFrozenOfTen_TheHealthyAreAskedOnTime(CancellationToken cancellationToken)
    {
        var guests = await WatchAsync(10, cancellationToken, "[DEFAULT]\ndebug = true\n");
        var (frozen, healthy) = (guests.Take(5).ToList(), guests.Skip(5).ToList());

        foreach (var guest in frozen)
        {
            await guest.FailAsync("agent-stop");
        }

        foreach (var guest in frozen)
        {
            await _monitor!.WaitForAsync(Delivered, guest.Uuid, times: 1, cancellationToken);
        }

        await Task.Delay(TimeSpan.FromSeconds(25), cancellationToken);
        var until = TimeProvider.System.GetLocalNow().DateTime;
        var gaps = healthy.ConvertAll(guest => LogGaps.Longest(_monitor!.LinesWith("Asked: ", guest.Uuid), until));

        await TestContext.Out.WriteLineAsync(
            $"longest gaps: {string.Join(", ", gaps.Select(gap => $"{gap.TotalSeconds:0.0} s"))}"
        );
        gaps.Should().OnlyContain(gap => gap < TimeSpan.FromSeconds(12), "1.2 times the interval");
        (await _lab.StoredAsync()).Should().HaveCount(5).And.OnlyContain(stored => stored == Hang);
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task HangBesideThreeReportedOnes_IsStoredWithin20Seconds(CancellationToken cancellationToken)
    {
        var guests = await WatchAsync(8, cancellationToken);
        foreach (var guest in guests.Take(3))
        {
            await guest.FailAsync("agent-stop");
        }

        foreach (var guest in guests.Take(3))
        {
            await _monitor!.WaitForAsync(Delivered, guest.Uuid, times: 1, cancellationToken);
        }

        var since = Stopwatch.GetTimestamp();
        await guests[3].FailAsync("agent-stop");
        await _monitor!.WaitForAsync(Delivered, guests[3].Uuid, times: 1, cancellationToken);
        var took = Stopwatch.GetElapsedTime(since);

        await TestContext.Out.WriteLineAsync($"beside three reported ones: stored {took.TotalSeconds:0.0} s after it");
        took.Should().BeLessThan(Promise);
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task LibvirtdRestarted_LosesNothing(CancellationToken cancellationToken)
    {
        var guests = await WatchAsync(3, cancellationToken);
        var (healthy, frozen, killed) = (guests[0], guests[1], guests[2]);

        // Frozen while libvirtd is there, since the way into the guest is its socket; unseen until libvirtd is back.
        await frozen.FailAsync("agent-stop");
        await Lab.RunAsync("libvirtd", "stop");
        await killed.FailAsync("qemu-kill");
        await _monitor!.WaitForAsync(
            "Libvirt Connection Closed Unexpectedly",
            instance: null,
            times: 1,
            cancellationToken
        );
        await Lab.RunAsync("libvirtd", "start");

        await _monitor.WaitForAsync(Delivered, killed.Uuid, times: 1, cancellationToken);
        await _monitor.WaitForAsync(Delivered, frozen.Uuid, times: 1, cancellationToken);
        await Task.Delay(Settle, cancellationToken);

        (await _lab.StoredAsync(killed)).Should().Equal("LIFECYCLE/STOPPED_FAILED");
        (await _lab.StoredAsync(frozen)).Should().Equal(Hang);
        (await _lab.StoredAsync(healthy)).Should().BeEmpty();
    }

    private async Task<LabGuest> WatchOneAsync(CancellationToken cancellationToken) =>
        (await WatchAsync(1, cancellationToken))[0];

    /// <summary>Starts guests and a monitor, and waits until each guest has answered it.</summary>
    private async Task<List<LabGuest>> WatchAsync(int count, CancellationToken cancellationToken, string more = "")
    {
        _guests.AddRange(await LightLab.StartAlikeAsync(count));
        _monitor = _lab.StartMonitor(more);
        foreach (var guest in _guests)
        {
            await _monitor.WaitForAsync(Armed, guest.Uuid, times: 1, cancellationToken);
        }

        return [.. _guests];
    }
}
