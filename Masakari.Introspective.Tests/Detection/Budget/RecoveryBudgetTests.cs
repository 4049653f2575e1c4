using FluentAssertions;
using Masakari.Introspective.Detection.Budget;
using Masakari.Introspective.Detection.Rulings;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Budget;

internal sealed class RecoveryBudgetTests
{
    private static readonly BudgetPolicy Policy = new(3, TimeSpan.FromSeconds(3600), TimeSpan.FromSeconds(300));

    [TestCase(0, false)]
    [TestCase(2, false)]
    [TestCase(3, true)]
    [TestCase(4, true)]
    public void Judge_AfterSoManyReports_GivesUpAtTheLimit(int reports, bool isGivenUp)
    {
        var sut = Spent([.. Enumerable.Range(1, reports).Select(minute => minute * 60)]);

        var ruling = sut.Judge(Policy, At(600));

        (ruling is not null).Should().Be(isGivenUp);
    }

    [Test]
    public void Judge_GivenUp_RefusesAndSaysWhenTheNextIsPossible()
    {
        var sut = Spent(100, 200, 300);

        sut.Judge(Policy, At(400))
            .Should()
            .Be(
                new Ruling(
                    RulingKind.Refuse,
                    RulingReason.GivenUp,
                    "3 reports within 3600 s did not help it, it needs a human; the next one is possible in 3300 s"
                )
            );
    }

    [Test]
    public void Judge_LimitWasLoweredMeanwhile_WaitsForTheOneWhosePlaceIsTaken()
    {
        var sut = Spent(100, 200, 300);

        sut.Judge(Policy with { Recoveries = 1 }, At(400))!
            .Words.Should()
            .Be("3 reports within 3600 s did not help it, it needs a human; the next one is possible in 3500 s");
    }

    [TestCase(3699.9, true)]
    [TestCase(3700, false)]
    [TestCase(3700.1, false)]
    public void Judge_AsTheWindowSlides_TheBudgetComesBack(double now, bool isGivenUp)
    {
        var sut = Spent(100, 200, 300);

        (sut.Judge(Policy, At(now)) is not null).Should().Be(isGivenUp);

        sut.Spent.Should().HaveCount(isGivenUp ? 3 : 2);
    }

    [Test]
    public void Judge_WithoutALimit_NeverGivesUp()
    {
        var sut = Spent([.. Enumerable.Range(1, 50)]);

        sut.Judge(Policy with { Recoveries = 0 }, At(60)).Should().BeNull();
    }

    [Test]
    public void Refund_TakesTheLatestBack()
    {
        var sut = Spent(100, 200, 300);

        sut.Refund();

        sut.Spent.Should().Equal(At(100), At(200));
        sut.Judge(Policy, At(400)).Should().BeNull();
    }

    [Test]
    public void Refund_NothingSpent_ChangesNothing()
    {
        var sut = new RecoveryBudget();

        sut.Refund();

        sut.IsFresh.Should().BeTrue();
    }

    [TestCase(100, true)]
    [TestCase(399.9, true)]
    [TestCase(400, false)]
    [TestCase(400.1, false)]
    public void Judge_AfterAFailedRecovery_RestsForTheCoolDown(double now, bool isHeld)
    {
        var sut = new RecoveryBudget();
        sut.Cool(Policy, "it failed", At(100));

        (sut.JudgeCoolDown(Policy, At(now)) is not null).Should().Be(isHeld);
        (sut.Judge(Policy, At(now)) is not null).Should().Be(isHeld);
        sut.IsFresh.Should().Be(!isHeld);
    }

    [Test]
    public void Judge_CoolDown_IsAHoldWithItsEnd()
    {
        var sut = new RecoveryBudget();
        sut.Cool(Policy, "masakari-engine could not recover it", At(100));

        sut.Judge(Policy, At(150))
            .Should()
            .Be(
                new Ruling(
                    RulingKind.Hold,
                    RulingReason.CoolDown,
                    "masakari-engine could not recover it; it rests for another 250 s"
                )
            );
        sut.CoolUntil.Should().Be(At(400));
        sut.CoolWhy.Should().Be("masakari-engine could not recover it");
    }

    [Test]
    public void Judge_GivenUpAndCooling_IsGivenUp()
    {
        var sut = Spent(100, 200, 300);
        sut.Cool(Policy, "it failed", At(310));

        sut.Judge(Policy, At(320))!.Reason.Should().Be(RulingReason.GivenUp);
        sut.JudgeCoolDown(Policy, At(320))!.Reason.Should().Be(RulingReason.CoolDown);
    }

    [TestCase(0)]
    [TestCase(-5)]
    public void Cool_SwitchedOff_DoesNotRest(int seconds)
    {
        var sut = new RecoveryBudget();

        sut.Cool(Policy with { CoolDown = TimeSpan.FromSeconds(seconds) }, "it failed", At(100));

        sut.IsFresh.Should().BeTrue();
        sut.CoolWhy.Should().BeEmpty();
    }

    [Test]
    public void Warm_RecoveredAfterAll_RestsNoLonger()
    {
        var sut = new RecoveryBudget();
        sut.Cool(Policy, "it failed", At(100));

        sut.Warm();

        sut.JudgeCoolDown(Policy, At(101)).Should().BeNull();
        sut.CoolWhy.Should().BeEmpty();
        sut.IsFresh.Should().BeTrue();
    }

    [Test]
    public void IsFresh_AReportCounts_IsNot() => Spent(100).IsFresh.Should().BeFalse();

    private static RecoveryBudget Spent(params int[] seconds)
    {
        var budget = new RecoveryBudget();
        foreach (var second in seconds)
        {
            budget.Spend(At(second));
        }

        return budget;
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
