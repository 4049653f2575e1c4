using FluentAssertions;
using Masakari.Introspective.Detection.LocalHealth;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.LocalHealth;

internal sealed class LocalHealthScoreTests
{
    private static readonly LocalHealthPolicy Policy = new(true, 3, S(10));

    [TestCase(0, 3, 2)]
    [TestCase(1, 3, 2)]
    [TestCase(2, 4, 3)]
    [TestCase(3, 5, 3)]
    [TestCase(4, 6, 4)]
    [TestCase(6, 8, 5)]
    [TestCase(7, 9, 6)]
    public void Widen_ByScore_RoundsDown(int score, int questions, int seconds)
    {
        Policy.Widen(3, score).Should().Be(questions);
        Policy.Widen(S(2), score).Should().Be(S(seconds));
        (Policy with { IsOn = false }).Widen(3, score).Should().Be(3);
        (Policy with { MaxFactor = 1 }).Widen(S(2), score).Should().Be(S(2));
    }

    [Test]
    public void Factor_IsOneAtScoreZero() => Policy.Factor(0).Should().Be(1);

    [Test]
    public void Take_RisesAtOnce_AndFallsByOnePerInterval()
    {
        var sut = new LocalHealthScore(Policy);
        sut.Take(Late(2), S(0)).Should().BeTrue();
        sut.Value.Should().Be(4);
        sut.Describe().Should().Be("its timer came 2.0 s late");

        sut.Take(Late(0), S(9.9)).Should().BeFalse();
        sut.Value.Should().Be(4);
        sut.Take(Late(0), S(10)).Should().BeFalse();
        sut.Value.Should().Be(3);
        sut.Describe().Should().Be("its timer came 2.0 s late", "that is why it is not well");
        sut.Take(Late(0), S(19.9));
        sut.Value.Should().Be(3);
        sut.Take(Late(0), S(20));
        sut.Take(Late(0), S(30));
        sut.Value.Should().Be(1);
        sut.Take(Late(0), S(40)).Should().BeTrue("it is well again");
        sut.Value.Should().Be(0);
        sut.Describe().Should().BeEmpty();
        sut.Take(Late(0), S(50)).Should().BeFalse();
    }

    [Test]
    public void Take_TheSameLevelAgain_KeepsItThere()
    {
        var sut = new LocalHealthScore(Policy);
        sut.Take(Late(1), S(0)).Should().BeTrue();
        sut.Take(Late(1), S(8)).Should().BeFalse("nothing is new");
        sut.Take(Late(0), S(17.9));
        sut.Value.Should().Be(2);

        sut.Take(Late(0), S(18));
        sut.Value.Should().Be(1);
    }

    [Test]
    public void Take_ALesserLevelThanTheScore_LetsItFall()
    {
        var sut = new LocalHealthScore(Policy);
        sut.Take(Late(2), S(0));
        sut.Take(Late(0.5), S(10)).Should().BeFalse();

        sut.Value.Should().Be(3);
        sut.Complaints.Should().Equal(new Complaint(1, "its timer came 0.5 s late"));
    }

    [Test]
    public void Take_WorseThanWasSaid_IsNews()
    {
        var sut = new LocalHealthScore(Policy);
        sut.Take(Late(1), S(0)).Should().BeTrue();
        sut.Take(Late(2), S(1)).Should().BeTrue();
        sut.Take(Late(0), S(11)).Should().BeFalse();
        sut.Take(Late(2), S(12)).Should().BeFalse("it was as bad before, and not well since");
    }

    [Test]
    public void Take_ManyComplaints_IsSevenAtMost()
    {
        var sut = new LocalHealthScore(Policy);

        sut.Take(Late(9) with { QueueDelay = S(9) }, S(0));

        sut.Value.Should().Be(LocalHealthScore.Worst);
        sut.Describe().Should().Be("its timer came 9.0 s late, work waited 9.0 s for a thread");
    }

    [Test]
    public void Take_WhatIsUsualHere_IsNoComplaint()
    {
        var sut = new LocalHealthScore(Policy);
        sut.Take(new SelfReading { QueryDelay = S(0.3), PingDelay = S(0.4) }, S(0)).Should().BeFalse();

        sut.Take(new SelfReading { QueryDelay = S(1.1), PingDelay = S(1.5) }, S(1)).Should().BeFalse();
        sut.Take(new SelfReading { QueryDelay = S(1.5) }, S(2)).Should().BeTrue();
    }

    private static SelfReading Late(double seconds) => new() { Lateness = S(seconds) };

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
