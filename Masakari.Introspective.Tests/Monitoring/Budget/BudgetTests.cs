using FluentAssertions;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Budget;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Budget;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Outcomes;
using Masakari.Introspective.Tests.Libvirt;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Budget;

/// <summary>Recovery budget, flap damping and outcomes on a whole host.</summary>
internal sealed class BudgetTests
{
    [Test]
    public void PersistentIoErrors_AreReportedThreeTimesAnHour_ThenGivenUpOnce()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();

        for (var minute = 0; minute < 59; minute++)
        {
            rig.Libvirt.Raise(guest, DomainEventId.IoError, 2);
            rig.Notifier.DeliverAll();
            rig.Advance(60);
        }

        rig.Notifier.Reported.Should().HaveCount(3);
        rig.Log.Count(LogLevel.Error, "is given up: 3 reports within 3600 s did not help it").Should().Be(1);
        rig.Journal.Of(guest.Uuid).Should().ContainSingle(x => x.Code == "given-up");
    }

    [Test]
    public void GivenUp_TheWindowSlides_IsReportedAgain()
    {
        using var rig = new MonitorRig
        {
            Budget = new BudgetOptions
            {
                Budget = new BudgetPolicy(1, TimeSpan.FromSeconds(600), TimeSpan.FromSeconds(300)),
            },
        };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        Hang(rig, guest);
        rig.Notifier.DeliverAll();
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Answering);
        rig.Advance(30);
        Hang(rig, guest);
        rig.Notifier.Reported.Should().HaveCount(1);
        rig.DetectorOf(guest).State.Should().Be(GuestState.Held);

        rig.Advance(600);

        rig.Notifier.Reported.Should().HaveCount(2);
    }

    [Test]
    public void WithdrawnReports_DoNotCount()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();

        for (var i = 0; i < 10; i++)
        {
            rig.Libvirt.Raise(guest, DomainEventId.IoError, 2);
            rig.Notifier.WithdrawAll();
            rig.Advance(10);
        }

        rig.Notifier.Reported.Should().HaveCount(10);
    }

    [Test]
    public void Budget_OverRestartsOfMonitorAndGuest_IsKept()
    {
        using var first = new MonitorRig();
        var guest = first.Libvirt.Add("instance-1");
        first.Start();
        for (var i = 0; i < 3; i++)
        {
            first.Libvirt.KillQemu(guest);
            first.Notifier.DeliverAll();
            first.Libvirt.Boot(guest);
            first.Advance(60);
        }

        using var second = first.Next();
        second.Start();
        second.Advance(60);
        second.Libvirt.KillQemu(guest);

        second.Notifier.Reported.Should().BeEmpty();
        second.Journal.Of(guest.Uuid).Should().ContainSingle(x => x.Code == "given-up");
        second.Libvirt.Boot(guest);
        second.Advance(3600);
        second.Libvirt.KillQemu(guest);
        second.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void Budget_DomainIsUndefinedAndDefinedAnew_IsKept()
    {
        using var rig = new MonitorRig
        {
            Budget = new BudgetOptions { Budget = new BudgetPolicy(1, TimeSpan.FromSeconds(600), TimeSpan.Zero) },
        };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Libvirt.KillQemu(guest);
        rig.Notifier.DeliverAll();
        rig.Libvirt.Undefine(guest);
        var again = rig.Libvirt.Add("instance-1", running: false, guest.Uuid);
        rig.Libvirt.Boot(again);
        rig.Advance(5);

        rig.Libvirt.KillQemu(again);

        rig.Notifier.Reported.Should().ContainSingle();
        rig.Advance(601);
        rig.Budgets.Count.Should().Be(0, "what counts no more is forgotten");
    }

    [Test]
    public void DamagedFile_IsSaidAndBeginsAnew()
    {
        using var rig = new MonitorRig();
        File.WriteAllText(Path.Combine(rig.State, "budget.json"), "[{\"Instance\": 5");

        rig.Start();

        rig.Log.Count(LogLevel.Warning, "each instance begins with a full recovery budget").Should().Be(1);
    }

    [Test]
    public void FileWithGaps_IsTakenAsFarAsItGoes()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        var until = rig.Time.GetUtcNow().AddSeconds(100).ToString("o");
        File.WriteAllText(
            Path.Combine(rig.State, "budget.json"),
            $$"""[null, {"Instance": "{{guest.Uuid}}", "CoolUntil": "{{until}}"}]"""
        );

        rig.Start();

        rig.Budgets.Find(guest.Uuid)!.Budget.CoolUntil.Should().Be(rig.Time.Monotonic() + TimeSpan.FromSeconds(100));
    }

    [Test]
    public void FolderThatCannotBeWritten_IsSaidOnce()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        Directory.CreateDirectory(Path.Combine(rig.State, "budget.json"));

        for (var i = 0; i < 3; i++)
        {
            rig.Libvirt.KillQemu(guest);
            rig.Libvirt.Boot(guest);
            rig.Advance(5);
        }

        rig.Log.Count(LogLevel.Warning, "gives each instance a full recovery budget").Should().Be(1);
    }

    [Test]
    public void WallClockSetBack_RestsNoLongerThanItShould()
    {
        using var first = new MonitorRig();
        var guest = first.Libvirt.Add("instance-1");
        first.Start();
        first.Libvirt.Raise(guest, DomainEventId.IoError, 2);
        first.Notifier.DeliverAll();
        first.TellOutcome(OutcomeKind.Error);
        first.Advance(2);
        using var second = first.Next();
        second.Time.StepWallClock(TimeSpan.FromDays(-30));

        second.Start();
        second.Advance(1);

        var budget = second.Budgets.Find(guest.Uuid)!.Budget;
        budget.CoolUntil.Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(303));
        budget.Spent.Should().ContainSingle().Which.Should().BePositive();
    }

    [Test]
    public void Outcome_Finished_IsSaidAndNoted()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Libvirt.KillQemu(guest);
        rig.Notifier.DeliverAll();
        rig.Libvirt.Boot(guest);
        rig.Advance(5);

        rig.TellOutcome(OutcomeKind.Finished, seconds: 12.4);

        rig.Log.Count(LogLevel.Information, "masakari-engine recovered it in 12 s (notification record-1: finished).")
            .Should()
            .Be(1);
        OutcomesOf(rig, guest).Should().Equal("finished");
        rig.Budgets.Find(guest.Uuid)!.Budget.CoolUntil.Should().BeNull();
    }

    [Test]
    public void Outcome_FinishedInTheSameRun_IsToldAsSkipped()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        Hang(rig, guest);
        rig.Notifier.DeliverAll();

        rig.TellOutcome(OutcomeKind.Finished);

        rig.Log.Count(LogLevel.Warning, "without starting the instance anew: HA_Enabled is not true").Should().Be(1);
        OutcomesOf(rig, guest).Should().Equal("skipped");
        rig.Budgets.Find(guest.Uuid)!.Budget.CoolUntil.Should().NotBeNull();
        rig.DetectorOf(guest).State.Should().Be(GuestState.Reported);
    }

    [Test]
    public void Outcome_FinishedWhileLibvirtIsAway_AccusesNobody()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        Hang(rig, guest);
        rig.Notifier.DeliverAll();
        rig.Libvirt.LoseConnection();

        rig.TellOutcome(OutcomeKind.Finished);

        OutcomesOf(rig, guest).Should().Equal("finished");
    }

    [TestCase(OutcomeKind.Failed, "failed", LogLevel.Error, "could not recover it, after 9 s")]
    [TestCase(OutcomeKind.Ignored, "ignored", LogLevel.Warning, "ignored notification record-1")]
    public void Outcome_RecoveryCameToNothing_AHangThatLastsIsReportedAgainAfterTheCoolDown(
        OutcomeKind kind,
        string code,
        LogLevel level,
        string line
    )
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        Hang(rig, guest);
        rig.Notifier.DeliverAll();

        rig.TellOutcome(kind);

        rig.Log.Count(level, line).Should().Be(1);
        OutcomesOf(rig, guest).Should().Equal(code);
        rig.Advance(290);
        rig.Notifier.Reported.Should().ContainSingle();
        rig.Journal.Of(guest.Uuid).Should().ContainSingle(x => x.Code == "cool-down");
        rig.Advance(25);
        rig.Notifier.Reported.Should().HaveCount(2);
    }

    [Test]
    public void Outcome_ErrorThenFinished_EndsTheCoolDown()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Libvirt.KillQemu(guest);
        rig.Notifier.DeliverAll();
        rig.TellOutcome(OutcomeKind.Error);
        rig.Log.Count(LogLevel.Warning, "tries once more").Should().Be(1);
        rig.Budgets.Find(guest.Uuid)!.Budget.CoolUntil.Should().NotBeNull();
        rig.Libvirt.Boot(guest);
        rig.Advance(5);

        rig.TellOutcome(OutcomeKind.Finished);

        rig.Budgets.Find(guest.Uuid)!.Budget.CoolUntil.Should().BeNull();
        OutcomesOf(rig, guest).Should().Equal("error", "finished");
    }

    [Test]
    public void Outcome_NotKnown_IsSaidAndChangesNothing()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Libvirt.KillQemu(guest);
        rig.Notifier.DeliverAll();

        rig.TellOutcome(OutcomeKind.Unknown, seconds: 900);

        rig.Log.Count(LogLevel.Information, "is not known after 900 s").Should().Be(1);
        OutcomesOf(rig, guest).Should().BeEmpty();
    }

    [Test]
    public async Task CrashDuringTheCoolDown_WaitsInTheOutbox()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Libvirt.Raise(guest, DomainEventId.IoError, 2);
        rig.Notifier.DeliverAll();
        rig.TellOutcome(OutcomeKind.Ignored);

        rig.Libvirt.KillQemu(guest);

        var crash = rig.Notifier.Reported[^1];
        crash.Event.Should().Be("LIFECYCLE");
        (await rig.Faults.ReadAsync(crash, default)).Truth.Should().Be(FaultTruth.Unknown);
        rig.Advance(301);
        (await rig.Faults.ReadAsync(crash, default)).Truth.Should().Be(FaultTruth.StillTrue);
    }

    [Test]
    public void GuestThatFlaps_IsHeldUntilItsFailureLasts()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        for (var i = 0; i < 2; i++)
        {
            Hang(rig, guest);
            rig.Notifier.WithdrawAll();
            rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
            rig.Advance(20);
            rig.Libvirt.SetAgent(guest, AgentBehaviour.Answering);
            rig.Advance(20);
        }

        var before = rig.Notifier.Reported.Count;
        Hang(rig, guest);
        rig.Notifier.Reported.Should().HaveCount(before);
        rig.Journal.Of(guest.Uuid).Should().Contain(x => x.Code == "flapping" && x.Kind == DecisionKind.Held);

        rig.Advance(130);

        rig.Notifier.Reported.Should().HaveCount(before + 1);
    }

    private static IEnumerable<string> OutcomesOf(MonitorRig rig, InMemoryDomain guest) =>
        rig.Journal.Of(guest.Uuid).Where(x => x.Kind == DecisionKind.Outcome).Select(x => x.Code);

    private static void Hang(MonitorRig rig, InMemoryDomain guest)
    {
        rig.Advance(20);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(20);
    }
}
