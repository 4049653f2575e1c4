using FluentAssertions;
using Masakari.Introspective.Detection;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection;

internal sealed class FaultSidesTests
{
    [Test]
    public void Recover_OnlyTheLastFailedSide_EndsTheFault()
    {
        var sut = new FaultSides();
        sut.Fail("a", "x");
        sut.Fail("b", "y");
        sut.Describe().Should().Be("x; y");
        sut.Has("a").Should().BeTrue();

        sut.Recover("a").Should().BeFalse();
        sut.IsWell.Should().BeFalse();
        sut.Failed.Should().Equal("b");
        sut.Describe().Should().Be("y");
        sut.Recover("b").Should().BeTrue();
        sut.IsWell.Should().BeTrue();
    }

    [Test]
    public void Recover_SideThatNeverFailed_IsNoNews() => new FaultSides().Recover("a").Should().BeFalse();

    [Test]
    public void Spell_IsTheSameUntilItIsWellInBetween()
    {
        var sut = new FaultSides();
        sut.Fail("a", "x");
        var first = sut.Spell;

        sut.Fail("b", "y");
        sut.Fail("a", "z");
        sut.Spell.Should().Be(first);

        sut.Clear();
        sut.Fail("a", "x");
        sut.Spell.Should().NotBe(first);
    }

    [Test]
    public void Clear_ForgetsEverySide()
    {
        var sut = new FaultSides();
        sut.Fail("a", "x");
        sut.Fail("b", "y");

        sut.Clear();

        sut.IsWell.Should().BeTrue();
        sut.Describe().Should().BeEmpty();
        sut.Recover("a").Should().BeFalse("it had failed in the run before");
    }

    [Test]
    public void IsCounted_EndsWithTheFault()
    {
        var sut = new FaultSides { IsCounted = true };
        sut.Fail("a", "x");
        sut.Fail("b", "y");

        sut.Recover("a");
        sut.IsCounted.Should().BeTrue("the other side is still failed");
        sut.Recover("b");
        sut.IsCounted.Should().BeFalse();

        sut.IsCounted = true;
        sut.Clear();
        sut.IsCounted.Should().BeFalse();
    }

    [TestCase(VerdictReason.HeartbeatLost, 1, "", "1 heartbeat challenge in a row unanswered over 2.0 s")]
    [TestCase(VerdictReason.HeartbeatLost, 2, "", "2 heartbeat challenges in a row unanswered over 2.0 s")]
    [TestCase(VerdictReason.IllHealth, 0, "disk full", "says that it is not well: disk full")]
    [TestCase(VerdictReason.IllHealth, 0, "", "says that it is not well, and not why")]
    public void Describe_OfAVerdict_IsOneSentence(VerdictReason reason, int misses, string text, string expected) =>
        new Verdict(reason, misses, TimeSpan.FromSeconds(2), text).Describe().Should().EndWith(expected);
}
