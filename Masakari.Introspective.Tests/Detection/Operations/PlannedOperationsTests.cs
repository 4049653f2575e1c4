using FluentAssertions;
using Masakari.Introspective.Detection.Operations;
using Masakari.Introspective.Detection.Rulings;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Operations;

internal sealed class PlannedOperationsTests
{
    private static readonly OperationLimits Limits = new();

    private PlannedOperations _planned = new();

    [SetUp]
    public void SetUp() => _planned = new PlannedOperations();

    [Test]
    public void Nothing_HoldsNothing()
    {
        HoldAt(0).Should().BeNull();
        _planned.HoldForTask(Limits, At(0)).Should().BeNull();
        _planned.TakeOverrun(Limits, At(100_000)).Should().BeNull();
        _planned.IsIncoming.Should().BeFalse();
        _planned.IsGuestsOwnShutdown.Should().BeFalse();
    }

    [TestCase(100, true)]
    [TestCase(114.999, true)]
    [TestCase(115, false)]
    public void Started_IsHeldForTheGrace(double at, bool isHeld)
    {
        _planned.Started(byMigration: false, At(100));

        HoldAt(at)
            .Should()
            .Be(isHeld ? new Ruling(RulingKind.Hold, RulingReason.Grace, "it was started less than 15 s ago") : null);
    }

    [Test]
    public void Resumed_AndRebooted_AreHeldForTheGraceInTheirWords()
    {
        _planned.Resumed(inPostCopy: false, At(100));
        HoldAt(101)!.Words.Should().Be("it was resumed less than 15 s ago");

        _planned.Rebooted(At(110));
        HoldAt(124.9)!.Words.Should().Be("it rebooted less than 15 s ago");
        HoldAt(125).Should().BeNull();
    }

    [Test]
    public void Grace_OfZero_HoldsNothing()
    {
        _planned.Started(byMigration: false, At(100));

        _planned
            .Hold(Limits with { Grace = TimeSpan.Zero }, isSilence: true, asksAgent: true, withTask: true, At(100))
            .Should()
            .BeNull();
    }

    [Test]
    public void AgentOpened_HoldsOnlyWhatAskedTheAgent()
    {
        _planned.AgentOpened(At(100));

        _planned.Hold(Limits, isSilence: true, asksAgent: false, withTask: false, At(100)).Should().BeNull();
        HoldAt(114.9)!
            .Should()
            .Be(new Ruling(RulingKind.Hold, RulingReason.Grace, "its agent was restarted less than 15 s ago"));
        HoldAt(115).Should().BeNull();
    }

    [Test]
    public void AgentAnswered_EndsTheGraceOfItsRestart()
    {
        _planned.AgentOpened(At(100));

        _planned.AgentAnswered(At(0));

        HoldAt(101).Should().BeNull();
    }

    [TestCase(179.999, true)]
    [TestCase(180, false)]
    public void ShutsDown_IsHeldToItsCeiling(double lasts, bool isHeld)
    {
        _planned.ShutsDown(byGuest: true, At(100));

        var hold = HoldAt(100 + lasts);

        (hold is not null).Should().Be(isHeld);
        _planned.IsGuestsOwnShutdown.Should().BeTrue();
        (_planned.TakeOverrun(Limits, At(100 + lasts)) is null).Should().Be(isHeld);
    }

    [Test]
    public void ShutsDown_Words_SaySinceAndHowLong()
    {
        _planned.ShutsDown(byGuest: false, At(100));

        HoldAt(112)
            .Should()
            .Be(
                new Ruling(
                    RulingKind.Hold,
                    RulingReason.PlannedStop,
                    "it is shutting down, seen 12 s ago; it is held for 180 s at most"
                )
            );
        _planned.IsGuestsOwnShutdown.Should().BeFalse("QEMU was told to end by a signal");
    }

    [Test]
    public void ShutsDown_ThenRebooted_IsOver()
    {
        _planned.ShutsDown(byGuest: true, At(100));

        _planned.Rebooted(At(101));

        HoldAt(101)!.Reason.Should().Be(RulingReason.Grace);
        _planned.IsGuestsOwnShutdown.Should().BeFalse();
    }

    [Test]
    public void Rebooted_LeavesAPauseAlone()
    {
        _planned.Suspended(Operation.Pause, At(100));

        _planned.Rebooted(At(101));

        HoldAt(200)!.Reason.Should().Be(RulingReason.Paused);
    }

    [TestCase(Operation.Pause, RulingReason.Paused, "it is paused,")]
    [TestCase(Operation.Migration, RulingReason.Migrating, "it is paused by its migration,")]
    public void Suspended_IsHeldUntilResumed(object operation, object reason, string words)
    {
        _planned.Suspended((Operation)operation, At(100));

        var hold = HoldAt(1000)!;
        hold.Reason.Should().Be((RulingReason)reason);
        hold.Words.Should().StartWith(words);
        _planned.Resumed(inPostCopy: false, At(1000));
        HoldAt(1015).Should().BeNull();
    }

    [Test]
    public void Suspended_ByNobodysPlan_HoldsNothing()
    {
        _planned.Suspended(Operation.Pause, At(100));

        _planned.Suspended(null, At(101));

        HoldAt(102).Should().BeNull();
    }

    [Test]
    public void Suspended_Twice_CountsFromTheFirst()
    {
        _planned.Suspended(Operation.Pause, At(100));

        _planned.Suspended(Operation.Pause, At(1000));

        HoldAt(1899)!.Words.Should().Contain("seen 1799 s ago");
        HoldAt(1900).Should().BeNull();
    }

    [Test]
    public void ArrivesByMigration_IsIncomingUntilItRuns()
    {
        _planned.Started(byMigration: true, At(100));
        _planned.Suspended(Operation.Pause, At(101));

        _planned.IsIncoming.Should().BeTrue();
        HoldAt(102)!.Words.Should().StartWith("it arrives by migration, seen 2 s ago");
        _planned.Resumed(inPostCopy: false, At(200));

        _planned.IsIncoming.Should().BeFalse();
        HoldAt(215).Should().BeNull();
    }

    [Test]
    public void ArrivesInPostCopy_IsHeldWhileItsMemoryComes()
    {
        _planned.Started(byMigration: true, At(100));
        _planned.Resumed(inPostCopy: true, At(110));

        _planned.IsIncoming.Should().BeFalse();
        HoldAt(500)!.Words.Should().StartWith("it runs here while its memory still arrives");
        _planned.Resumed(inPostCopy: false, At(500));
        HoldAt(515).Should().BeNull();
    }

    [TestCase(false)]
    [TestCase(true)]
    public void StartedOrStopped_ForgetsEverything(bool isStopped)
    {
        _planned.ShutsDown(byGuest: true, At(100));
        _planned.AgentOpened(At(100));
        _planned.SeeJob(Operation.Migration, Limits, At(100));
        _planned.SeeTask("rebooting", Limits, At(100));

        if (isStopped)
        {
            _planned.Stopped();
        }
        else
        {
            _planned.Started(byMigration: false, At(50));
        }

        _planned.Hold(Limits, isSilence: true, asksAgent: true, withTask: true, At(101)).Should().BeNull();
        _planned.HoldForTask(Limits, At(101)).Should().BeNull();
        _planned.IsGuestsOwnShutdown.Should().Be(isStopped, "a panic at its end is judged when the domain is off");
    }

    [Test]
    public void Stopped_DuringTheGrace_EndsIt()
    {
        _planned.Resumed(inPostCopy: false, At(100));

        _planned.Stopped();

        HoldAt(101).Should().BeNull();
    }

    [Test]
    public void Stopped_WhatWasToArrive_NoLongerIs()
    {
        _planned.Started(byMigration: true, At(100));

        _planned.Stopped();

        _planned.IsIncoming.Should().BeFalse();
    }

    [TestCase(Operation.Migration, "libvirt migrates it to another host", "its migration ended")]
    [TestCase(Operation.Save, "libvirt saves it to disk", "a job on it ended")]
    [TestCase(Operation.Snapshot, "libvirt takes a snapshot of it", "a job on it ended")]
    [TestCase(Operation.Task, "a job of libvirt's runs on it", "a job on it ended")]
    public void Job_IsHeldWhileSeen_AndForTheGraceAfter(object operation, string words, string ended)
    {
        _planned.SeeJob((Operation)operation, Limits, At(100));

        HoldAt(101)!.Words.Should().StartWith(words);
        _planned.SeeJob(null, Limits, At(110));
        HoldAt(124.9)!.Words.Should().Be($"{ended} less than 15 s ago");
        HoldAt(125).Should().BeNull();
    }

    [Test]
    public void Job_None_BeginsNoGrace()
    {
        _planned.SeeJob(null, Limits, At(100));

        HoldAt(100).Should().BeNull();
    }

    [TestCase(219.999, true)]
    [TestCase(220, false)]
    public void Job_NotSeenForItsMemory_IsNotKnownAnyMore(double at, bool isHeld)
    {
        _planned.SeeJob(Operation.Migration, Limits, At(100));

        (HoldAt(at) is not null).Should().Be(isHeld);
    }

    [Test]
    public void Job_SeenAgainAndAgain_ReachesItsCeiling()
    {
        for (var at = 100; at < 3700; at += 100)
        {
            _planned.SeeJob(Operation.Migration, Limits, At(at));
            HoldAt(at).Should().NotBeNull();
        }

        _planned.SeeJob(Operation.Migration, Limits, At(3700));
        HoldAt(3700).Should().BeNull();
    }

    [Test]
    public void Job_AnotherOne_CountsFromItsOwnBeginning()
    {
        _planned.SeeJob(Operation.Snapshot, Limits, At(100));
        _planned.SeeJob(Operation.Migration, Limits, At(150));

        HoldAt(160)!.Words.Should().Contain("seen 10 s ago");
    }

    [Test]
    public void Task_CountsOnlyWhereNovaWasReadForIt()
    {
        _planned.SeeTask("powering-off", Limits, At(100));

        HoldAt(101).Should().BeNull();
        _planned.HoldForTask(Limits, At(101))!.Reason.Should().Be(RulingReason.PlannedStop);
        var hold = _planned.Hold(Limits, isSilence: true, asksAgent: false, withTask: true, At(101))!;
        hold.Kind.Should().Be(RulingKind.Hold);
        hold.Words.Should().StartWith("Nova's task_state is powering-off, seen 1 s ago");
    }

    [Test]
    public void Task_Ended_IsFollowedByTheGrace()
    {
        _planned.SeeTask("rebooting", Limits, At(100));

        _planned.SeeTask(null, Limits, At(101));

        _planned
            .Hold(Limits, isSilence: true, asksAgent: false, withTask: true, At(101))!
            .Reason.Should()
            .Be(RulingReason.Grace);
        _planned.Hold(Limits, isSilence: true, asksAgent: false, withTask: true, At(200)).Should().BeNull();
        _planned.HoldForTask(Limits, At(101)).Should().BeNull();
    }

    [Test]
    public void Task_PastItsCeiling_HoldsNoDeathEither()
    {
        for (var at = 100; at <= 400; at += 100)
        {
            _planned.SeeTask(at == 200 ? "reboot_started" : "rebooting", Limits, At(at));
        }

        _planned.HoldForTask(Limits, At(399.9)).Should().NotBeNull();
        _planned.HoldForTask(Limits, At(400)).Should().BeNull();
    }

    [Test]
    public void Overrun_IsToldOnceForEachOperation()
    {
        _planned.ShutsDown(byGuest: true, At(100));

        _planned.TakeOverrun(Limits, At(280))!.Words.Should().Be("it is shutting down");
        _planned.TakeOverrun(Limits, At(290)).Should().BeNull();
        _planned.Started(byMigration: false, At(300));
        _planned.ShutsDown(byGuest: true, At(400));
        _planned.TakeOverrun(Limits, At(580)).Should().NotBeNull();
    }

    [Test]
    public void Overrun_OfATaskOfNovas_IsToldToo()
    {
        for (var at = 100; at <= 400; at += 100)
        {
            _planned.SeeTask("rebooting", Limits, At(at));
        }

        _planned.TakeOverrun(Limits, At(399.9)).Should().BeNull();
        _planned
            .TakeOverrun(Limits, At(400))
            .Should()
            .Be(new OngoingOperation(Operation.Reboot, At(100), "Nova's task_state is rebooting"));
        _planned.TakeOverrun(Limits, At(401)).Should().BeNull();
    }

    [Test]
    public void OneOverItsCeiling_AnotherStillHolds()
    {
        _planned.ShutsDown(byGuest: true, At(100));
        _planned.SeeJob(Operation.Save, Limits, At(290));

        HoldAt(291)!.Reason.Should().Be(RulingReason.Saving);
    }

    [Test]
    public void Connected_TakesWhatTheStateSays()
    {
        _planned.ShutsDown(byGuest: true, At(100));
        _planned.Connected(Operation.PowerOff, incoming: false, At(150));
        HoldAt(160)!.Words.Should().StartWith("it is shutting down, seen 60 s ago");
        _planned.IsGuestsOwnShutdown.Should().BeTrue();

        _planned.Connected(Operation.Pause, incoming: false, At(200));
        HoldAt(201)!.Words.Should().StartWith("it is paused, seen 1 s ago");
        _planned.IsGuestsOwnShutdown.Should().BeFalse();

        _planned.Connected(null, incoming: true, At(300));
        _planned.IsIncoming.Should().BeTrue();
        HoldAt(301)!.Reason.Should().Be(RulingReason.Migrating);

        _planned.Connected(null, incoming: false, At(400));
        _planned.IsIncoming.Should().BeFalse();
        HoldAt(401)!.Words.Should().StartWith("what was done to it ended, unseen, less than");

        _planned.Connected(null, incoming: false, At(420));
        HoldAt(421).Should().BeNull("nothing was under way");
    }

    [Test]
    public void Disturbance_IsWhatARestartMustNotForget()
    {
        _planned.Disturbance(Limits, At(99)).Should().BeNull();

        _planned.Suspended(Operation.Pause, At(100));
        _planned.Disturbance(Limits, At(101))!.EndedAt.Should().BeNull("it lasts");

        _planned.Resumed(inPostCopy: false, At(110));
        _planned.Disturbance(Limits, At(111)).Should().Be(new Disturbance("it was resumed", At(110)));
        _planned.Disturbance(Limits, At(110) + Limits.Grace).Should().BeNull("the grace is over");
    }

    [Test]
    public void Restored_TheGraceGoesOn()
    {
        _planned.Restore(new Disturbance("it was resumed", At(95)), At(100));

        HoldAt(109)!.Reason.Should().Be(RulingReason.Grace);
        HoldAt(110).Should().BeNull();
    }

    [Test]
    public void Restored_EndedUnseen_TheGraceBeginsNow()
    {
        _planned.Restore(new Disturbance("it ended", null), At(100));

        HoldAt(114)!.Words.Should().Be("it ended less than 15 s ago");
        HoldAt(115).Should().BeNull();
    }

    [Test]
    public void Restored_WhatStillLastsHasNoGraceYet()
    {
        _planned.Connected(Operation.Pause, incoming: false, At(100));

        _planned.Restore(new Disturbance("it ended", null), At(100));

        HoldAt(101)!.Reason.Should().Be(RulingReason.Paused);
    }

    [TestCase(Operation.PowerOff, RulingReason.PlannedStop, 180)]
    [TestCase(Operation.Reboot, RulingReason.PlannedReboot, 300)]
    [TestCase(Operation.Migration, RulingReason.Migrating, 3600)]
    [TestCase(Operation.Pause, RulingReason.Paused, 1800)]
    [TestCase(Operation.Save, RulingReason.Saving, 1800)]
    [TestCase(Operation.Snapshot, RulingReason.Snapshot, 1800)]
    [TestCase(Operation.Task, RulingReason.PlannedTask, 1800)]
    public void Operation_HasItsReasonAndCeiling(object operation, object reason, int ceiling)
    {
        var ongoing = new OngoingOperation((Operation)operation, At(5), "x");

        ongoing.Reason.Should().Be((RulingReason)reason);
        Limits.CeilingOf((Operation)operation).Should().Be(At(ceiling));
        ongoing.IsOver(Limits, At(ceiling + 4.999)).Should().BeFalse();
        ongoing.IsOver(Limits, At(ceiling + 5)).Should().BeTrue();
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private Ruling? HoldAt(double at) =>
        _planned.Hold(Limits, isSilence: true, asksAgent: true, withTask: false, At(at));
}
