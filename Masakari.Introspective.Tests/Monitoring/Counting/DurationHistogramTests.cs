using FluentAssertions;
using Masakari.Introspective.Monitoring.Counting;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Counting;

internal sealed class DurationHistogramTests
{
    [Test]
    public void Cumulated_OfSomeDurations_CountsThoseUpToEachBound()
    {
        var sut = new DurationHistogram(.01, 1);
        foreach (var milliseconds in (int[])[0, 10, 11, 1000, 5000])
        {
            sut.Add(TimeSpan.FromMilliseconds(milliseconds));
        }

        var read = sut.Read();

        read.Cumulated().Should().Equal((.01, 2), (1, 4), (double.PositiveInfinity, 5));
        read.Sum.Should().Be(TimeSpan.FromMilliseconds(6021));
    }

    [Test]
    public void Add_OfADuration_AllocatesNothing()
    {
        var sut = new DurationHistogram(.01, 1);
        sut.Add(TimeSpan.FromSeconds(2));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            sut.Add(TimeSpan.FromMilliseconds(i));
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }
}
