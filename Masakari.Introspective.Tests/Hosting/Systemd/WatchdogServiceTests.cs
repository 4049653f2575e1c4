using FluentAssertions;
using Masakari.Introspective.Hosting.Systemd;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Hosting.Systemd;

[TestFixture]
internal sealed class WatchdogServiceTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Run_WhileMoving_PingsEachInterval()
    {
        using var folder = new TempFolder();
        using var systemd = new DatagramListener(folder.File("notify"));
        var time = new ManualTimeProvider();
        using var sut = CreateSut(folder, time, () => true);

        await sut.StartAsync(CancellationToken.None);
        systemd.ReceiveText().Should().Be("WATCHDOG=1");
        await ManualTimeProvider.EventuallyAsync(() => time.ActiveTimers == 1);
        time.Advance(Interval);

        systemd.ReceiveText().Should().Be("WATCHDOG=1");
        await sut.StopAsync(CancellationToken.None);
        sut.ExecuteTask!.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Test]
    public async Task Run_WhenNothingMoves_WithholdsThePingUntilItDoes()
    {
        using var folder = new TempFolder();
        using var systemd = new DatagramListener(folder.File("notify"));
        var time = new ManualTimeProvider();
        var asked = 0;
        // Not moving, then unable to tell, then moving again.
        using var sut = CreateSut(
            folder,
            time,
            () =>
                Interlocked.Increment(ref asked) switch
                {
                    1 => false,
                    2 => throw new InvalidOperationException("no loop"),
                    _ => true,
                }
        );

        await sut.StartAsync(CancellationToken.None);
        for (var beat = 1; beat <= 2; beat++)
        {
            await ManualTimeProvider.EventuallyAsync(() => Volatile.Read(ref asked) == beat && time.ActiveTimers == 1);
            await time.SettleAsync();
            systemd.HasDatagram.Should().BeFalse();
            time.Advance(Interval);
        }

        systemd.ReceiveText().Should().Be("WATCHDOG=1");
        await sut.StopAsync(CancellationToken.None);
    }

    private static WatchdogService CreateSut(TempFolder folder, TimeProvider time, Func<bool> isMoving) =>
        new(
            new SystemdNotifier(folder.File("notify"), time),
            Interval,
            isMoving,
            time,
            NullLogger<WatchdogService>.Instance
        );
}
