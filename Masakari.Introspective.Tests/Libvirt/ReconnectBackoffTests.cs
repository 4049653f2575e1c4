using FluentAssertions;
using Masakari.Introspective.Libvirt;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Libvirt;

[TestFixture]
internal sealed class ReconnectBackoffTests
{
    [TestCase(1, 0.0, 1.0)]
    [TestCase(2, 0.0, 2.0)]
    [TestCase(4, 0.0, 8.0)]
    [TestCase(5, 0.0, 15.0)]
    [TestCase(1_000_000, 0.0, 15.0)]
    [TestCase(1, 1.0, 0.8)]
    [TestCase(9, 1.0, 12.0)]
    public void After_Failures_DoublesUpToTheLongest(int failures, double random, double seconds) =>
        ReconnectBackoff.After(failures, random).TotalSeconds.Should().BeApproximately(seconds, 1e-6);

    [Test]
    public void ShouldLog_LongOutage_TellsTheFirstEachTenthAndOneAMinute()
    {
        var log = new OutageLog();
        var start = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

        var told = Enumerable.Range(1, 20).Where(x => log.ShouldLog(x, start.AddSeconds(15 * x)));

        told.Should().Equal(1, 5, 9, 10, 14, 18, 20);
    }
}
