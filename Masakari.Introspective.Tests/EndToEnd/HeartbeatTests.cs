using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>
/// Real guests whose applications are asked once a second: how soon each fault is found, and that it is stored once. Each
/// fault has a guest of its own; the monitor watches all of them.
/// </summary>
[Category("Lab")]
[Category("Alone")]
[NonParallelizable]
internal sealed class HeartbeatTests
{
    /// <summary>One guest for each case below.</summary>
    private const int Cases = 6;

    /// <summary>Several more challenges to everybody, before "once" and "nothing" are believed.</summary>
    private static readonly TimeSpan Settle = 6 * HeartbeatGuest.Interval;

    private readonly Stack<LabGuest> _unused = [];
    private readonly List<LabGuest> _guests = [];
    private LightLab _lab = null!;
    private MonitorProcess _monitor = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _lab = await LightLab.OpenAsync();
        // One guest after another fails: on a host of so few that is a storm.
        _monitor = _lab.StartMonitorInside("brake = false");
        _guests.AddRange(
            await LightLab.StartAlikeAsync(Cases, ["--image", "heartbeat", "--heartbeat", .. HeartbeatGuest.Enabled])
        );
        _guests.ForEach(_unused.Push);
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        if (_monitor is not null)
        {
            await TestContext.Out.WriteLineAsync(_monitor.Log);
            await _monitor.DisposeAsync();
        }

        await LabGuest.RemoveAsync(_guests);
    }

    [TestCase("app-kill", 0)]
    [TestCase("app-freeze", 2)]
    [TestCase("app-unhealthy", 0)]
    [TestCase("heartbeat-freeze", 0)]
    [TestCase("panic", 0)]
    [CancelAfter(60_000)]
    public async Task FailedGuest_IsFoundInTime_AndStoredOnce(
        string mode,
        int applicationTimeout,
        CancellationToken cancellationToken
    )
    {
        var guest = new HeartbeatGuest(_unused.Pop(), _monitor);
        await StartAgentAsync(guest, HeartbeatGuest.Agent, cancellationToken);
        await guest.Guest.FailAsync("app-start");
        await Task.Delay(3 * HeartbeatGuest.Interval, cancellationToken);

        var took = await guest.FailAsync(mode, cancellationToken);

        var promise = HeartbeatGuest.Promise + TimeSpan.FromSeconds(applicationTimeout);
        await TestContext.Out.WriteLineAsync($"{mode}: found {took.TotalSeconds:0.0} s after the fault");
        took.Should().BeLessThan(promise);
        await Task.Delay(Settle, cancellationToken);
        (await _lab.StoredAsync(guest.Guest)).Should().Equal(HeartbeatGuest.Hang);
        // Some faults burn a core for as long as the guest is there.
        await guest.Guest.RemoveAsync();
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task CorrectiveActionLog_IsLoggedAndNotStored(CancellationToken cancellationToken)
    {
        var guest = new HeartbeatGuest(_unused.Pop(), _monitor);
        await StartAgentAsync(guest, "agent --corrective-action log", cancellationToken);

        await guest.Guest.FailAsync("heartbeat-freeze");
        await _monitor.WaitForAsync(HeartbeatGuest.EventOnly, guest.Guest.Uuid, times: 1, cancellationToken);
        await Task.Delay(Settle, cancellationToken);

        (await _lab.StoredAsync(guest.Guest)).Should().BeEmpty();
    }

    private static async Task StartAgentAsync(HeartbeatGuest guest, string program, CancellationToken cancellationToken)
    {
        var took = await guest.StartAsync(program, cancellationToken);
        await TestContext.Out.WriteLineAsync($"registered {took.TotalSeconds:0.0} s after the agent was started");
        took.Should().BeLessThan(TimeSpan.FromSeconds(2));
    }
}
