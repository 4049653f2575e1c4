using FluentAssertions;
using Masakari.Introspective.Detection.Flapping;
using Masakari.Introspective.Detection.Rulings;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Flapping;

internal sealed class FlapDamperTests
{
    private static readonly FlapPolicy Policy = new(5, TimeSpan.FromSeconds(600), TimeSpan.FromSeconds(120));

    [TestCase(4, false)]
    [TestCase(5, true)]
    [TestCase(6, true)]
    public void Judge_SoManyChanges_FlapsFromTheLimitOn(int changes, bool isHeld)
    {
        var sut = Changed([.. Enumerable.Range(1, changes).Select(i => i * 10)]);

        (sut.Judge(Policy, At(changes * 10)) is not null).Should().Be(isHeld);
    }

    [Test]
    public void TakeBack_TheLatestChangeDoesNotCount()
    {
        var sut = Changed(10, 20, 30, 40, 50);

        sut.TakeBack();

        sut.Judge(Policy, At(50)).Should().BeNull();
        sut.Changes.Should().Equal(At(10), At(20), At(30), At(40));
    }

    [Test]
    public void TakeBack_OfNothing_IsNothing()
    {
        var sut = Changed();

        sut.TakeBack();

        sut.IsFresh.Should().BeTrue();
    }

    [Test]
    public void Judge_Flapping_HoldsAndSaysForHowLong()
    {
        var sut = Changed(10, 20, 30, 40, 50, 60);

        sut.Judge(Policy, At(60))
            .Should()
            .Be(
                new Ruling(
                    RulingKind.Hold,
                    RulingReason.Flapping,
                    "it went in and out of failure 5 times within 600 s and may be well again by itself; reported once this failure has lasted 120 s"
                )
            );
    }

    [TestCase(50, true)]
    [TestCase(169.9, true)]
    [TestCase(170, false)]
    [TestCase(170.1, false)]
    public void Judge_FailureThatLasts_IsHeldUpToTheCeiling(double now, bool isHeld)
    {
        var sut = Changed(10, 20, 30, 40, 50);

        (sut.Judge(Policy, At(now)) is not null).Should().Be(isHeld);
    }

    [TestCase(609.9, true)]
    [TestCase(610, false)]
    [TestCase(610.1, false)]
    public void Judge_AsTheWindowSlides_OldChangesNoLongerCount(double now, bool isHeld)
    {
        var sut = Changed(10, 200, 300, 400, 600);

        (sut.Judge(Policy, At(now)) is not null).Should().Be(isHeld);
    }

    [Test]
    public void Judge_SwitchedOff_NeverHolds()
    {
        var sut = new FlapDamper();
        var off = Policy with { Changes = 0 };
        for (var i = 0; i < 20; i++)
        {
            sut.Changed(off, At(i));
        }

        sut.Judge(off, At(20)).Should().BeNull();
        sut.IsFresh.Should().BeTrue();
    }

    [Test]
    public void Changed_MoreOftenThanCounts_KeepsTheLatest()
    {
        var sut = Changed(10, 20, 30, 40, 50, 60, 70);

        sut.Changes.Should().Equal(At(30), At(40), At(50), At(60), At(70));
    }

    [Test]
    public void Forget_AllAreOld_IsFresh()
    {
        var sut = Changed(10, 20);
        sut.IsFresh.Should().BeFalse();

        sut.Forget(Policy, At(620));

        sut.IsFresh.Should().BeTrue();
    }

    private static FlapDamper Changed(params int[] seconds)
    {
        var damper = new FlapDamper();
        foreach (var second in seconds)
        {
            damper.Changed(Policy, At(second));
        }

        return damper;
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
