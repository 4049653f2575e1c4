using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>Nothing decided is lost and nothing stale is sent: masakari-api away, the monitor killed, the guest recovered.</summary>
[Category("Lab")]
[NonParallelizable]
internal sealed class DeliveryTests
{
    private const string Hang = "QEMU_GUEST_AGENT_ERROR/STOPPED_FAILED";
    private const string Armed = "answers: from now on";

    private LightLab _lab = null!;
    private LabGuest _guest = null!;
    private TemporaryFolder _state = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _lab = await LightLab.OpenAsync();
        _guest = await LightLab.StartGuestAsync();
        _state = new TemporaryFolder();
    }

    [TearDown]
    public async Task CloseAsync()
    {
        try
        {
            await Lab.RunAsync("api", "start");
        }
        finally
        {
            await _guest.RemoveAsync();
            _state.Dispose();
        }
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task ApiDownForTheIncident_MonitorKilledMeanwhile_StoresOnce(CancellationToken cancellationToken)
    {
        await using (var first = _lab.StartMonitor(state: _state.Path))
        {
            await first.WaitForAsync(Armed, _guest.Uuid, times: 1, cancellationToken);
            await Lab.RunAsync("api", "stop");
            await _guest.FailAsync("agent-stop");
            await first.WaitForAsync("Send a notification.", _guest.Uuid, times: 1, cancellationToken);
            await first.SignalAsync("KILL");
            await first.WaitForExitAsync(cancellationToken);
        }

        await using var second = _lab.StartMonitor(state: _state.Path);
        await second.WaitForAsync("Retry sending a notification.", _guest.Uuid, times: 1, cancellationToken);
        await Lab.RunAsync("api", "start");
        await second.WaitForAsync("Response: HTTP 202", _guest.Uuid, times: 1, cancellationToken);
        // Two more rounds of questions to the silent guest.
        await Task.Delay(TimeSpan.FromSeconds(30), cancellationToken);

        (await _lab.StoredAsync(_guest)).Should().Equal(Hang);
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task GuestRecoveredWhileTheApiWasDown_StoresNothing(CancellationToken cancellationToken)
    {
        await using var monitor = _lab.StartMonitor(state: _state.Path);
        await monitor.WaitForAsync(Armed, _guest.Uuid, times: 1, cancellationToken);
        await Lab.RunAsync("api", "stop");
        await _guest.FailAsync("agent-stop");
        await monitor.WaitForAsync("Send a notification.", _guest.Uuid, times: 1, cancellationToken);

        await _guest.FailAsync("agent-cont");
        await monitor.WaitForAsync("is withdrawn", _guest.Uuid, times: 1, cancellationToken);
        await Lab.RunAsync("api", "start");
        await Task.Delay(TimeSpan.FromSeconds(15), cancellationToken);

        (await _lab.StoredAsync(_guest)).Should().BeEmpty();
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task GuestThatHangsWhileTheMonitorIsDead_IsFoundByTheNextOne(CancellationToken cancellationToken)
    {
        await using (var first = _lab.StartMonitor(state: _state.Path))
        {
            await first.WaitForAsync(Armed, _guest.Uuid, times: 1, cancellationToken);
            // What is known reaches the disk within a second.
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
            await first.SignalAsync("KILL");
            await first.WaitForExitAsync(cancellationToken);
        }

        await _guest.FailAsync("agent-stop");
        await using var second = _lab.StartMonitor(state: _state.Path);
        await second.WaitForAsync("Response: HTTP 202", _guest.Uuid, times: 1, cancellationToken);

        (await _lab.StoredAsync(_guest)).Should().Equal(Hang);
    }
}
