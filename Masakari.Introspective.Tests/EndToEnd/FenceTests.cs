using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>Real guests, real libvirtd, real masakari-api: who is destroyed, and what a closed port means.</summary>
[Category("Lab")]
[NonParallelizable]
internal sealed class FenceTests
{
    private const string Hang = "QEMU_GUEST_AGENT_ERROR/STOPPED_FAILED";
    private const string Delivered = "Response: HTTP 202";
    private const string Destroyed = "is destroyed [fence]";
    private const string Armed = "answers: from now on";

    /// <summary>The lab's guests have no Nova to ask for HA_Enabled.</summary>
    private const string Fence = "fence = always\nmasakari_processes_all_instances = true\n";

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

        await LabGuest.RemoveAsync(_guests);
        _guests.Clear();
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task FrozenGuest_IsDestroyedAfterThe202_AndADuplicateIsNot(CancellationToken cancellationToken)
    {
        var guest = await WatchAsync(Fence, cancellationToken);

        await guest.FailAsync("agent-stop");
        await _monitor!.WaitForAsync(Destroyed, guest.Uuid, times: 1, cancellationToken);
        var lines = _monitor.Log.Split('\n');
        Array
            .FindIndex(lines, line => line.Contains(Delivered, StringComparison.Ordinal))
            .Should()
            .BeInRange(0, Array.FindIndex(lines, line => line.Contains(Destroyed, StringComparison.Ordinal)) - 1);
        await _monitor.WaitForAsync("Evidence about", guest.Uuid, times: 1, cancellationToken);
        await EndAsync(guest, cancellationToken);
        await guest.RestartAsync();
        await _monitor.WaitForAsync(Armed, guest.Uuid, times: 2, cancellationToken);

        // Within masakari-api's window: the same payload again is a duplicate, and nobody would start the guest.
        await guest.FailAsync("agent-stop");
        await _monitor.WaitForAsync("has an equal notification already", guest.Uuid, times: 1, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(15), cancellationToken);

        (await StateAsync(guest)).Should().Be("running");
        _monitor.LinesWith(Destroyed, guest.Uuid).Should().ContainSingle();
        (await _lab.StoredAsync(guest)).Should().BeEquivalentTo(Hang, "LIFECYCLE/STOPPED_DESTROYED");
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task ClosedPort_LiveKernel_IsAgentGone(CancellationToken cancellationToken)
    {
        var guest = await WatchAsync("", cancellationToken);

        await guest.FailAsync("agent-exit");
        await _monitor!.WaitForAsync(
            "the agent is gone, stopped by its owner",
            guest.Uuid,
            times: 1,
            cancellationToken
        );
        await Task.Delay(TimeSpan.FromSeconds(50), cancellationToken);

        (await _lab.StoredAsync(guest)).Should().BeEmpty();
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task ClosedPort_DeadKernel_IsAHang(CancellationToken cancellationToken)
    {
        var guest = await WatchAsync("", cancellationToken);

        // The agent goes first, as when memory runs out and the kernel ends it before itself.
        await guest.FailAsync("agent-exit");
        await guest.FailAsync("panic");
        await _monitor!.WaitForAsync(Delivered, guest.Uuid, times: 1, cancellationToken);

        (await _lab.StoredAsync(guest)).Should().Equal(Hang);
        _monitor.LinesWith("port has been closed for", guest.Uuid)[0].Should().Contain("its kernel is dead");
    }

    private static Task<string> StateAsync(LabGuest guest) =>
        Lab.ExecuteAsync("virsh", "-q", "-c", guest.Uri, "domstate", guest.Domain);

    /// <summary>Waits until QEMU has ended: libvirt lets it go with a signal, which takes a moment.</summary>
    private static async Task EndAsync(LabGuest guest, CancellationToken cancellationToken)
    {
        while (await StateAsync(guest) is not "shut off")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
    }

    private async Task<LabGuest> WatchAsync(string more, CancellationToken cancellationToken)
    {
        var guest = await LightLab.StartGuestAsync();
        _guests.Add(guest);
        _monitor = _lab.StartMonitor(more);
        await _monitor.WaitForAsync(Armed, guest.Uuid, times: 1, cancellationToken);
        return guest;
    }
}
