using FluentAssertions;
using Masakari.Introspective.Libvirt;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Libvirt;

[TestFixture]
internal sealed class LanePlanTests
{
    [TestCase(3, 1, 1, 1)]
    [TestCase(4, 2, 1, 1)]
    [TestCase(8, 4, 3, 1)]
    [TestCase(16, 8, 6, 2)]
    [TestCase(64, 32, 24, 8)]
    public void For_Total_IsSplit(int total, int routine, int suspect, int reported) =>
        LanePlan.For(total).Should().Be(new LanePlan(routine, suspect, reported));

    [Test]
    public void For_EveryAllowedTotal_LeavesNoLaneEmptyAndKeepsTheSum()
    {
        for (var total = LibvirtOptions.MinAgentCalls; total <= LibvirtOptions.MaxAgentCallsLimit; total++)
        {
            var plan = LanePlan.For(total);

            (plan.Routine + plan.Suspect + plan.Reported).Should().Be(total);
            new[] { plan.Routine, plan.Suspect, plan.Reported }.Should().OnlyContain(x => x >= 1);
        }
    }

    [Test]
    public void For_TooFew_IsRefused()
    {
        var act = () => LanePlan.For(2);

        act.Should().Throw<ArgumentOutOfRangeException>();
    }
}
