using FluentAssertions;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>The guests that were written from docs/protocol.md alone, on both kinds of port.</summary>
[Category("Lab")]
[NonParallelizable]
internal sealed class HeartbeatSamplesTests
{
    [TestCase("c", "heartbeat", "--heartbeat")]
    [TestCase("c", "heartbeat", "--raw-heartbeat")]
    [TestCase("python", "python", "--heartbeat")]
    [TestCase("python", "python", "--raw-heartbeat")]
    [CancelAfter(90_000)]
    public async Task SampleGuest_Registers_AndIsLostWhenFrozen(
        string program,
        string image,
        string channel,
        CancellationToken cancellationToken
    )
    {
        var lab = await LightLab.OpenAsync();
        await using var monitor = lab.StartMonitorInside(HeartbeatGuest.Configuration);
        var guest = await LightLab.StartGuestAsync(["--image", image, channel, .. HeartbeatGuest.Enabled]);
        try
        {
            var sample = new HeartbeatGuest(guest, monitor);
            var registered = await sample.StartAsync(program, cancellationToken);
            await Task.Delay(3 * HeartbeatGuest.Interval, cancellationToken);
            monitor.LinesWith(HeartbeatGuest.Lost, guest.Uuid).Should().BeEmpty();

            var lost = await sample.FailAsync("heartbeat-freeze", cancellationToken);

            await TestContext.Out.WriteLineAsync(
                $"{program}, {channel}: registered after {registered.TotalSeconds:0.0} s, lost after {lost.TotalSeconds:0.0} s"
            );
            (await lab.StoredAsync(guest)).Should().Equal(HeartbeatGuest.Hang);
        }
        finally
        {
            await guest.RemoveAsync();
        }
    }
}
