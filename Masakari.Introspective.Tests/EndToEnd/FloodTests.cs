using System.Globalization;
using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>Guests that flood their port, beside guests that do not: nobody else notices, and the monitor does not grow.</summary>
[Category("Lab")]
[Category("Alone")]
[NonParallelizable]
internal sealed class FloodTests
{
    private const double MiB = 1024 * 1024;
    private static readonly TimeSpan Flood = TimeSpan.FromSeconds(60);

    private readonly List<LabGuest> _guests = [];
    private LightLab _lab = null!;
    private MonitorProcess _monitor = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _lab = await LightLab.OpenAsync();
        _monitor = _lab.StartMonitorInside();
        _guests.AddRange(
            await LightLab.StartAlikeAsync(5, ["--image", "heartbeat", "--heartbeat", .. HeartbeatGuest.Enabled])
        );
    }

    [TearDown]
    public async Task CloseAsync()
    {
        if (_monitor is not null)
        {
            await TestContext.Out.WriteLineAsync(_monitor.Log);
            await _monitor.DisposeAsync();
        }

        await LabGuest.RemoveAsync(_guests);
        _guests.Clear();
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task FloodsOfAMinute_DelayNobodyElse_AndTakeNoMemory(CancellationToken cancellationToken)
    {
        var others = _guests.Take(2).Select(guest => new HeartbeatGuest(guest, _monitor)).ToList();
        foreach (var other in others)
        {
            await other.StartAsync(HeartbeatGuest.Agent, cancellationToken);
        }

        var fragments = _guests[2];
        await fragments.FailAsync("fragments");
        await _monitor.WaitForAsync(HeartbeatGuest.Registered, fragments.Uuid, times: 1, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
        var before = _monitor.ResidentBytes;

        await _guests[3].FailAsync("flood");
        await _guests[4].FailAsync("drip");
        var most = await MostMemoryAsync(Flood, cancellationToken);

        var grown = (most - before) / MiB;
        await TestContext.Out.WriteLineAsync($"resident memory: {before / MiB:0.0} MiB, grown by {grown:0.0} MiB");
        grown.Should().BeLessThan(20);
        var gap = await LongestGapAsync(fragments);
        await TestContext.Out.WriteLineAsync(
            $"longest time between two challenges to a third: {gap.TotalSeconds:0.000} s"
        );
        gap.Should().BeLessThan(1.5 * HeartbeatGuest.Interval);
        foreach (var guest in others.Select(other => other.Guest).Append(fragments))
        {
            _monitor.LinesWith(HeartbeatGuest.Failed, guest.Uuid).Should().BeEmpty();
            _monitor.LinesWith(HeartbeatGuest.Missed, guest.Uuid).Should().BeEmpty();
            _monitor.LinesWith(HeartbeatGuest.HostLate, guest.Uuid).Should().BeEmpty();
            (await _lab.StoredAsync(guest)).Should().BeEmpty();
        }
    }

    /// <summary>As the guest itself saw it.</summary>
    private static async Task<TimeSpan> LongestGapAsync(LabGuest fragments)
    {
        var last = (await fragments.ShellAsync("tail -n 1 /run/heartbeat.log")).Split(' ');
        return TimeSpan.FromMilliseconds(int.Parse(last[^2], CultureInfo.InvariantCulture));
    }

    private async Task<long> MostMemoryAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var most = 0L;
        for (var second = 0; second < time.TotalSeconds; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            most = Math.Max(most, _monitor.ResidentBytes);
        }

        return most;
    }
}
