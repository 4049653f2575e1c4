using FluentAssertions;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Protocol.Heartbeat;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Heartbeat;

/// <summary>What happens to the domain and to the channel is not the guest's silence.</summary>
internal sealed class HeartbeatSessionDomainTests
{
    [Test]
    public void Suspended_WithAChallengeOpen_CountsNothing_AndChallengesAfreshWhenResumed()
    {
        var rig = new SessionRig().Establish().Advance(1);
        var old = rig.LastChallenge!.Value;
        rig.Do((session, _) => session.Suspended());
        rig.Advance(60);
        rig.Session.DueAt.Should().BeNull();

        rig.Do((session, now) => session.Resumed(now));

        rig.LastChallenge!.Value.Should().NotBe(old);
        rig.Say(new ChallengeResponse(1, old, Health.Unhealthy, CorrectiveAction.Reboot, "of before the pause"));
        rig.Kinds.Should().NotContain(HeartbeatFindingKind.IllHealth).And.NotContain(HeartbeatFindingKind.Missed);
    }

    [Test]
    public void AnswerWhilePaused_IsNotCounted()
    {
        var rig = new SessionRig().Establish().Advance(1);
        rig.Do((session, _) => session.Suspended());

        rig.Answer(Health.Unhealthy);

        rig.Session.View.HasFailed.Should().BeFalse();
    }

    [Test]
    public void Resumed_AGuestThatHangs_IsFoundOnceItHadTheTimeToSettle()
    {
        var rig = new SessionRig().Establish();
        rig.Do((session, _) => session.Suspended());
        rig.Advance(60);
        rig.Do((session, now) => session.Resumed(now));

        rig.Advance(9.9);
        rig.Kinds.Should().NotContain(HeartbeatFindingKind.Missed);
        rig.Advance(1.2);

        rig.Kinds.Should().EndWith(HeartbeatFindingKind.Lost);
    }

    [TestCase(0, 10)]
    [TestCase(30, 30)]
    [TestCase(3600, 60)]
    public void Resumed_TimeToSettle_IsTheGuestsWithinLimits(int asked, int settles)
    {
        var rig = new SessionRig().Establish(resumeSecs: asked);
        rig.Do((session, _) => session.Suspended());
        rig.Do((session, now) => session.Resumed(now));

        rig.Advance(settles - 0.1);
        rig.Kinds.Should().NotContain(HeartbeatFindingKind.Missed);
        rig.Advance(1.2);

        rig.Kinds.Should().Contain(HeartbeatFindingKind.Missed);
    }

    [Test]
    public void Resumed_WithoutAPause_ChangesNothing()
    {
        var rig = new SessionRig().Establish();
        rig.Sent.Clear();

        rig.Do((session, now) => session.Resumed(now));

        rig.Sent.Should().BeEmpty("libvirt raises RESUMED at each start, too");
    }

    [Test]
    public void ChannelClosed_HoldsUntilItOpens_ThenAGuestThatRegistersAgainIsFine()
    {
        var rig = new SessionRig().Establish().Advance(1);
        rig.Do((session, _) => session.Closed());
        rig.Advance(3600);
        rig.Open();
        rig.Advance(5);
        rig.AnswersAs = Health.Healthy;
        rig.Init();
        rig.Advance(60);

        rig.Kinds.Skip(2).Should().Equal(HeartbeatFindingKind.RegisteredAgain, HeartbeatFindingKind.Established);
    }

    [Test]
    public void ChannelOpensAgain_AGuestThatHungMeanwhile_IsFound()
    {
        var rig = new SessionRig().Establish();
        rig.Do((session, _) => session.Closed());
        rig.Advance(30);
        rig.Open();

        rig.Advance(11.1);

        rig.Kinds.Should().EndWith(HeartbeatFindingKind.Lost);
    }

    [Test]
    public void Restored_AGuestThatHungMeanwhile_IsFound_AndOneThatAnswersIsNot()
    {
        foreach (var isHung in new[] { true, false })
        {
            var rig = new SessionRig(isRunning: false);
            rig.Session.Restore(Registration(), isLost: false, illWish: null);
            rig.Do((session, now) => session.Found(isPaused: false, now));
            rig.AnswersAs = isHung ? null : Health.Healthy;
            rig.Open();

            rig.Advance(12);

            rig.Kinds.Contains(HeartbeatFindingKind.Lost).Should().Be(isHung);
        }
    }

    [Test]
    public void RestoredLoss_IsNotFoundAgain_ButConfirmed()
    {
        var rig = new SessionRig(isRunning: false);
        rig.Session.Restore(Registration(), isLost: true, illWish: null);
        rig.Do((session, now) => session.Found(isPaused: false, now));
        rig.Open();
        rig.Session.View.IsConfirmed.Should().BeFalse();

        rig.Advance(12);

        rig.Found.Should().BeEmpty();
        rig.Session.View.IsConfirmed.Should().BeTrue();
    }

    [Test]
    public void Rebooted_IsNotWatchedUntilInit_AndWarnedAboutAfterItsRestartTime()
    {
        var rig = new SessionRig().Establish(restartSecs: 200).Advance(1);
        rig.Do((session, now) => session.Rebooted(now));
        rig.Do((session, now) => session.Rebooted(now));

        rig.Advance(199);
        rig.Kinds.Should().HaveCount(2);
        rig.Advance(2);

        rig.Kinds.Skip(2).Should().Equal(HeartbeatFindingKind.NotEstablished);
    }

    [Test]
    public void RebootedInGoodOrder_SaysGoodbyeFirst_AndIsExpectedBack()
    {
        var rig = new SessionRig().Establish(restartSecs: 200);
        rig.Say(new ExitNotice(1, ""));
        rig.Do((session, now) => session.Rebooted(now));

        rig.Advance(201);

        rig.Kinds.Should().EndWith(HeartbeatFindingKind.NotEstablished);
    }

    [TestCase(true, true)]
    [TestCase(false, false)]
    public void Started_NeverRegistered_IsWarnedAboutWhereExpected(bool isExpected, bool isWarned)
    {
        var rig = new SessionRig(isExpected: isExpected, isRunning: false).Open();
        rig.Do((session, now) => session.Started(now));

        rig.Advance(119);
        rig.Found.Should().BeEmpty();
        rig.Advance(3600);

        rig.Kinds.Count(x => x is HeartbeatFindingKind.NotEstablished).Should().Be(isWarned ? 1 : 0);
    }

    [Test]
    public void Registered_InTime_IsNotWarnedAbout()
    {
        var rig = new SessionRig(isExpected: true) { AnswersAs = Health.Healthy }
            .Open()
            .Advance(100);
        rig.Init();

        rig.Advance(600);

        rig.Kinds.Should().NotContain(HeartbeatFindingKind.NotEstablished);
    }

    [Test]
    public void Paused_NeverRegistered_IsWarnedAboutOnlyAfterThePause()
    {
        var rig = new SessionRig(isExpected: true).Open();
        rig.Do((session, _) => session.Suspended());
        rig.Sleep(1000);
        rig.Do((session, now) => session.Due(now));
        rig.Found.Should().BeEmpty();
        rig.Do((session, now) => session.Resumed(now));

        rig.Advance(121);

        rig.Kinds.Should().Equal(HeartbeatFindingKind.NotEstablished);
    }

    [Test]
    public void Stopped_ForgetsTheGuest()
    {
        var rig = new SessionRig().Establish();

        rig.Do((session, _) => session.Stopped());
        rig.Advance(3600);

        rig.Session.View.Registration.Should().BeNull();
        rig.Found.Should().HaveCount(2);
    }

    [Test]
    public void Started_AfterTheChannelAlreadyBroughtItsRegistration_KeepsIt()
    {
        var rig = new SessionRig().Establish();
        rig.Do((session, _) => session.Stopped());
        rig.Do((session, _) => session.Closed());
        rig.Open();
        rig.Init();

        rig.Do((session, now) => session.Started(now));

        rig.Session.View.Registration.Should().NotBeNull();
        rig.Session.DueAt.Should().NotBeNull();
    }

    [Test]
    public void LeftoverOfAStoppedDomain_IsNoRegistration()
    {
        var rig = new SessionRig().Establish();
        rig.Do((session, _) => session.Stopped());
        rig.Init();
        rig.Do((session, _) => session.Closed());
        rig.Do((session, now) => session.Started(now));
        rig.Open();

        rig.Advance(600);

        rig.Kinds.Should().NotContain(HeartbeatFindingKind.Lost);
    }

    [Test]
    public void Started_WhileOneRan_ForgetsThatOne()
    {
        var rig = new SessionRig().Establish();

        rig.Do((session, now) => session.Started(now));

        rig.Session.View.Registration.Should().BeNull();
    }

    [Test]
    public void Excused_LossThatStillHolds_IsFoundAgain()
    {
        var rig = new SessionRig().Establish().Advance(3);
        rig.Kinds.Should().EndWith(HeartbeatFindingKind.Lost);

        rig.Session.Excuse();
        rig.Advance(3);

        rig.Kinds.Count(x => x is HeartbeatFindingKind.Lost).Should().Be(2);
    }

    [Test]
    public void HeldLoss_IsFoundAgain_AndItsEndIsTold()
    {
        var rig = new SessionRig().Establish().Advance(3);
        rig.Session.View.IsSuspect.Should().BeTrue();

        rig.Session.HoldFailure();
        rig.Session.View.IsSuspect.Should().BeFalse();
        rig.Advance(1);
        rig.Session.View.IsSuspect.Should().BeTrue();
        rig.Advance(2);

        rig.Kinds.Count(x => x is HeartbeatFindingKind.Lost).Should().Be(2);
    }

    private static HeartbeatRegistration Registration() => new("guest", 1000, 0, 200, CorrectiveAction.Reboot);
}
