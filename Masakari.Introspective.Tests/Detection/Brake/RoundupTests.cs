using FluentAssertions;
using Masakari.Introspective.Detection.Brake;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Brake;

internal sealed class RoundupTests
{
    private static readonly BrakePolicy Policy = new(true, 3, 55, S(60), S(300), S(10));

    [Test]
    public void Next_AsksEachOnce_ButNotWhomWasHeardOf()
    {
        var (a, b, c) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var sut = new Roundup();
        sut.Begin([a, b, c], S(0));
        sut.Heard(b);

        sut.Next().Should().Be(a);
        sut.Next().Should().Be(c);
        sut.Next().Should().BeNull();
        sut.Unheard.Should().Be(2);
    }

    [Test]
    public void Begin_EndsAnEarlierRound()
    {
        var (a, b) = (Guid.NewGuid(), Guid.NewGuid());
        var sut = new Roundup();
        sut.Begin([a], S(0));
        sut.Begin([b], S(1));

        sut.Unheard.Should().Be(1);
        sut.Next().Should().Be(b);
        sut.Next().Should().BeNull();
    }

    [Test]
    public void Begin_WithAGuestOfAnEarlierRound_AsksItOnce()
    {
        var guest = Guid.NewGuid();
        var sut = new Roundup();
        sut.Begin([guest], S(0));
        sut.Begin([guest], S(1));

        sut.Next().Should().Be(guest);
        sut.Next().Should().BeNull();
    }

    [TestCase(14.9, 1, false, TestName = "Not where it can be none any more")]
    [TestCase(14.9, 2, true, TestName = "For a moment where it still can be one")]
    [TestCase(15, 2, false, TestName = "Not longer where it looks like none")]
    [TestCase(15, 5, false, TestName = "Nor where five of ten heard of are")]
    [TestCase(15, 6, true, TestName = "Where those heard of look like a storm, longer")]
    [TestCase(59.9, 6, true)]
    [TestCase(60, 6, false)]
    public void IsWorthWaiting_ByAgeAndWhatItBrought(double seconds, int inTrouble, bool expected)
    {
        var sut = new Roundup();
        sut.Begin(Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()), S(1000));

        sut.IsWorthWaiting(Policy, inTrouble, 20, S(1000 + seconds)).Should().Be(expected);
    }

    [Test]
    public void IsWorthWaiting_BeforeAnyRoundAndAfterItsLast_IsNot()
    {
        var guest = Guid.NewGuid();
        var sut = new Roundup();
        sut.IsWorthWaiting(Policy, 3, 3, S(0)).Should().BeFalse();
        sut.Begin([guest], S(0));
        sut.IsWorthWaiting(Policy, 3, 4, S(0)).Should().BeTrue();

        sut.Heard(guest);

        sut.IsWorthWaiting(Policy, 3, 4, S(0)).Should().BeFalse();
        sut.Begin([guest], S(1));
        sut.End();
        sut.IsWorthWaiting(Policy, 3, 4, S(1)).Should().BeFalse();
        sut.Next().Should().BeNull();
    }

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
