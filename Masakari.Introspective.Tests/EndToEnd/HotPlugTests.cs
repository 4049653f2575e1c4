using System.Diagnostics;
using FluentAssertions;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>A running domain whose flavor asks for the heartbeat, and which has no channel for it.</summary>
[Category("Lab")]
[NonParallelizable]
internal sealed class HotPlugTests
{
    [Test]
    [CancelAfter(120_000)]
    public async Task RunningDomainWithoutTheChannel_GetsIt_AndItsAgentFindsIt(CancellationToken cancellationToken)
    {
        var lab = await LightLab.OpenAsync();
        var guest = await LightLab.StartGuestAsync(["--image", "heartbeat", .. HeartbeatGuest.Enabled]);
        try
        {
            await guest.ShellAsync($"heartbeat-start {HeartbeatGuest.Agent}");
            var since = Stopwatch.GetTimestamp();
            await using var monitor = lab.StartMonitorInside(HeartbeatGuest.HotPlugAllowed);

            await monitor.WaitForAsync(HeartbeatGuest.Registered, guest.Uuid, times: 1, cancellationToken);
            var registered = Stopwatch.GetElapsedTime(since);
            await Task.Delay(5 * HeartbeatGuest.Interval, cancellationToken);

            await TestContext.Out.WriteLineAsync(
                $"registered {registered.TotalSeconds:0.0} s after the monitor's start"
            );
            (await guest.ShellAsync("ls /dev/virtio-ports")).Should().Contain("org.openstack.masakari.0");
            monitor.LinesWith(HeartbeatGuest.Failed, guest.Uuid).Should().BeEmpty();
            (await lab.StoredAsync(guest)).Should().BeEmpty();
        }
        finally
        {
            await guest.RemoveAsync();
        }
    }
}
