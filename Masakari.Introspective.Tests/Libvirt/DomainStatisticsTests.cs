using FluentAssertions;
using Masakari.Introspective.Libvirt;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Libvirt;

internal sealed class DomainStatisticsTests
{
    [Test]
    public void From_LibvirtsNames_SumsOverDevices() =>
        DomainStatistics
            .From([
                ("balloon.last-update", 1_790_000_000),
                ("balloon.current", 5),
                ("block.count", 2),
                ("block.0.rd.reqs", 1),
                ("block.1.rd.reqs", 2),
                ("block.0.rd.bytes", 10),
                ("block.0.wr.reqs", 4),
                ("block.0.wr.bytes", 40),
                ("net.0.rx.bytes", 7),
                ("net.1.rx.bytes", 8),
                ("net.0.tx.bytes", 9),
                ("vcpu.0.time", 1_000_000_000),
                ("vcpu.1.time", 500_000_000),
                ("vcpu.0.state", 1),
            ])
            .Should()
            .Be(new DomainStatistics(1_790_000_000, 3, 10, 4, 40, 15, 9, TimeSpan.FromSeconds(1.5)));

    [Test]
    public void From_NoCounters_KnowsNoBalloon() =>
        DomainStatistics.From([]).Should().Be(new DomainStatistics(null, 0, 0, 0, 0, 0, 0, TimeSpan.Zero));
}
