using FluentAssertions;
using Masakari.Introspective.Detection.Arming;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Arming;

internal sealed class ArmingPaceTests
{
    private static readonly Guid First = Guid.NewGuid();
    private static readonly Guid Second = Guid.NewGuid();

    private readonly List<(Guid Instance, TimeSpan Since)> _unarmed = [];
    private ArmingPace _pace = new(TimeSpan.FromSeconds(300));

    [SetUp]
    public void SetUp()
    {
        _unarmed.Clear();
        _pace = new ArmingPace(TimeSpan.FromSeconds(300));
    }

    [Test]
    public void AGuest_IsNamedAtTheNotice_AndOnceADay()
    {
        Add(First, 0);

        Next(299.9).Should().BeEmpty();
        Next(300).Should().Equal(First);
        Next(300.1).Should().BeEmpty();
        Next(300 + 86399.9).Should().BeEmpty();
        Next(300 + 86400).Should().Equal(First);
        Next(300 + 86401).Should().BeEmpty();
    }

    [Test]
    public void ANewGuest_IsNamedWithTheOthers_NoSoonerThanTheNoticeAfterTheLastLine()
    {
        Add(First, 0);
        Next(300).Should().Equal(First);
        Add(Second, 100);

        Next(599.9).Should().BeEmpty();
        Next(600).Should().Equal(First, Second);
        Next(900).Should().BeEmpty();
    }

    [Test]
    public void GuestsThatAreNotLate_AreNotNamedBesideThoseThatAre()
    {
        Add(First, 0);
        Add(Second, 0.1);

        Next(300).Should().Equal(First);
    }

    [Test]
    public void AGuestThatAnsweredAndStartedAnew_IsNewsAgain()
    {
        Add(First, 0);
        Next(300).Should().Equal(First);
        _unarmed.Clear();
        Next(400).Should().BeEmpty();
        Add(First, 500);

        Next(800).Should().Equal(First);
    }

    [Test]
    public void NobodyLate_SaysNothingEvenADayLater()
    {
        Add(First, 0);
        Next(300).Should().Equal(First);
        _unarmed.Clear();
        Add(Second, 90_000);

        Next(90_001).Should().BeEmpty();
    }

    [Test]
    public void NoticeZero_NeverSaysAnything()
    {
        _pace = new ArmingPace(TimeSpan.Zero);
        Add(First, 0);

        Next(0).Should().BeEmpty();
        Next(100_000).Should().BeEmpty();
    }

    private void Add(Guid guest, double since) => _unarmed.Add((guest, TimeSpan.FromSeconds(since)));

    private IReadOnlyList<Guid> Next(double now) => _pace.Next(_unarmed, TimeSpan.FromSeconds(now));
}
