using FluentAssertions;
using Masakari.Introspective.Agent.Platform;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Agent;

[TestFixture]
internal sealed class LineBudgetTests
{
    [Test]
    public void Take_OfMany_IsSomeAtOnceAndThenOneInAWhile()
    {
        var budget = new LineBudget(burst: 2, everyMs: 1000);

        budget.Take(100).Should().BeTrue();
        budget.Take(100).Should().BeTrue();
        budget.Tail().Should().BeEmpty();
        budget.Take(999).Should().BeFalse();
        budget.Take(999).Should().BeFalse();
        budget.Take(1000).Should().BeTrue();
        budget.Tail().Should().Be(" (2 such before it were not written)");
        budget.Tail().Should().BeEmpty("it is said once");
        budget.Take(1999).Should().BeFalse();
        budget.Take(9000).Should().BeTrue();
        budget.Take(9000).Should().BeTrue();
        budget.Take(9000).Should().BeFalse("no more than the burst is saved up");
    }
}
