using FluentAssertions;
using Masakari.Introspective.Monitoring.LocalHealth;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.LocalHealth;

internal sealed class HostReadingsTests
{
    [Test]
    public void Read_OfTheKernelsFiles_EveryFiveSeconds()
    {
        using var proc = new TemporaryFolder();
        var pressure = Directory.CreateDirectory(Path.Combine(proc.Path, "pressure")).FullName;
        File.WriteAllText(Path.Combine(pressure, "cpu"), "some avg10=81.50 avg60=0.00 avg300=0.00 total=1\nfull");
        File.WriteAllText(Path.Combine(pressure, "io"), "some avg10=2.00 avg60=0.00 avg300=0.00 total=1\n");
        File.WriteAllText(Path.Combine(pressure, "memory"), "nonsense");
        var stat = Path.Combine(proc.Path, "stat");
        File.WriteAllText(stat, "cpu  100 0 0 0 0 0 0 0 0 0\ncpu0 1");
        var time = new ManualTimeProvider();
        var sut = new HostReadings(time, proc.Path);

        var first = sut.Read();
        (first.CpuPressure, first.IoPressure, first.MemoryPressure).Should().Be((81.5, 2, null));
        first.Steal.Should().BeNull("there is nothing to compare with yet");
        File.WriteAllText(stat, "cpu  190 0 0 0 0 0 0 10 0 0\n");
        time.Advance(TimeSpan.FromSeconds(4.9));
        sut.Read().Steal.Should().BeNull();
        time.Advance(TimeSpan.FromSeconds(0.1));
        sut.Read().Steal.Should().Be(10);
    }

    [Test]
    public void Read_WithoutSuchFiles_IsNoInput()
    {
        var reading = new HostReadings(new ManualTimeProvider(), "/nonexistent").Read();

        (reading.CpuPressure, reading.IoPressure, reading.MemoryPressure, reading.Steal)
            .Should()
            .Be((null, null, null, null));
        reading.QueueDelay.Should().BeNull("the first piece of work was only queued");
    }

    [Test]
    public async Task Read_OfThePool_TellsHowLongWorkWaited()
    {
        var time = new ManualTimeProvider();
        var probe = new PoolProbe(time);
        await ManualTimeProvider.EventuallyAsync(() => probe.IsDone);
        time.Advance(TimeSpan.FromSeconds(60));

        probe.DelayAt(TimeSpan.FromHours(1)).Should().Be(TimeSpan.Zero, "it ran at once");
    }
}
