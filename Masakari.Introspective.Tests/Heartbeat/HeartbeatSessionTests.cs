using FluentAssertions;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Protocol.Heartbeat;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Heartbeat;

/// <summary>Every row of the public implementation's host state machine, with our differences.</summary>
internal sealed class HeartbeatSessionTests
{
    [Test]
    public void Opened_WithoutARegistration_SaysNothing()
    {
        var rig = new SessionRig().Open().Advance(3600);

        rig.Sent.Should().BeEmpty();
        rig.Found.Should().BeEmpty();
    }

    [Test]
    public void Init_Always_IsAcknowledgedAndFollowedByAChallengeAtOnce()
    {
        var rig = new SessionRig().Open();

        rig.Init();

        rig.Sent.Should().Equal(new InitAck(1, 42), new Challenge(2, 101));
        rig.Kinds.Should().Equal(HeartbeatFindingKind.Registered);
    }

    [Test]
    public void Init_WhileAChallengeIsOpen_IsAGuestThatWasRestarted()
    {
        var rig = new SessionRig().Establish().Advance(1);
        rig.Sent.Clear();

        rig.Init();

        rig.Sent.Select(x => x.GetType()).Should().Equal(typeof(InitAck), typeof(Challenge));
        rig.Kinds.Should().EndWith(HeartbeatFindingKind.RegisteredAgain);
    }

    [Test]
    public void Init_AfterAMiss_StartsCountingAnew()
    {
        var rig = new SessionRig().Establish().Advance(2.5);
        rig.Kinds.Should().EndWith(HeartbeatFindingKind.Missed);

        rig.Init();
        rig.Advance(1.5);

        rig.Kinds.Should().NotContain(HeartbeatFindingKind.Lost);
    }

    [TestCase(100, 400)]
    [TestCase(400, 400)]
    [TestCase(1000, 1000)]
    [TestCase(3_600_000, 3_600_000)]
    [TestCase(int.MaxValue, 3_600_000)]
    public void Init_Interval_IsTheGuestsWithinTheLimits(int asked, int used)
    {
        var rig = new SessionRig().Open();

        rig.Init(asked);

        rig.Found.Single().Should().BeEquivalentTo(new { AskedMs = asked, Interval = TimeSpan.FromMilliseconds(used) });
        rig.Session.DueAt.Should().Be(rig.Now + TimeSpan.FromMilliseconds(used));
    }

    [Test]
    public void HealthyAnswer_IsEstablishedOnce_AndChallengedEachInterval()
    {
        var rig = new SessionRig { AnswersAs = Health.Healthy }.Open();
        rig.Init();

        rig.Advance(10.5);

        rig.Sent.OfType<Challenge>().Should().HaveCount(11).And.OnlyHaveUniqueItems(x => x.Value);
        rig.Kinds.Should().Equal(HeartbeatFindingKind.Registered, HeartbeatFindingKind.Established);
    }

    [TestCase(0, 1)]
    [TestCase(1, 2)]
    [TestCase(3, 4)]
    public void Silence_IsALossAfterOneIntervalMoreThanAllowed_Once(int allowed, int intervals)
    {
        var rig = new SessionRig(new HeartbeatOptions { MissesAllowed = allowed }).Establish();
        rig.Advance(1);

        rig.Advance(intervals - 0.001);
        rig.Kinds.Should().NotContain(HeartbeatFindingKind.Lost);
        rig.Advance(0.001);
        rig.Kinds.Should().EndWith(HeartbeatFindingKind.Lost);
        rig.Advance(600);

        var lost = rig.Found.Where(x => x.Kind is HeartbeatFindingKind.Lost).Should().ContainSingle().Subject;
        lost.Should()
            .BeEquivalentTo(
                new
                {
                    Misses = allowed + 1,
                    Lasted = TimeSpan.FromSeconds(intervals),
                    Action = CorrectiveAction.Reboot,
                    Text = "guest",
                }
            );
        rig.Session.View.Should().BeEquivalentTo(new { IsLost = true, IsConfirmed = true });
    }

    [Test]
    public void SilenceRightAfterTheAck_IsALoss()
    {
        var rig = new SessionRig().Open();
        rig.Init();

        rig.Advance(2);

        rig.Kinds.Should().EndWith(HeartbeatFindingKind.Lost);
    }

    [Test]
    public void WrongValue_IsIgnoredAndAMissWhenTheTimerComes()
    {
        var rig = new SessionRig().Establish().Advance(1);

        rig.Say(new ChallengeResponse(1, 999, Health.Healthy, CorrectiveAction.None, ""));
        rig.Say(new ChallengeResponse(1, 998, Health.Unhealthy, CorrectiveAction.Reboot, "x"));
        rig.Advance(1);

        rig.Kinds.Skip(2).Should().Equal(HeartbeatFindingKind.WrongAnswer, HeartbeatFindingKind.Missed);
    }

    [Test]
    public void SecondAnswerToOneChallenge_IsIgnored()
    {
        var rig = new SessionRig().Establish();

        rig.Answer(Health.Unhealthy);

        rig.Kinds.Should().EndWith(HeartbeatFindingKind.LateAnswer);
        rig.Session.View.HasFailed.Should().BeFalse();
    }

    [Test]
    public void AnswerToAChallengeFromBeforeTheInit_IsLate()
    {
        var rig = new SessionRig().Establish().Advance(1);
        var before = rig.LastChallenge!.Value;
        rig.Init();

        rig.Say(new ChallengeResponse(1, before, Health.Healthy, CorrectiveAction.None, ""));

        rig.Kinds.Should().EndWith(HeartbeatFindingKind.LateAnswer);
    }

    [Test]
    public void AnswerAfterTheInterval_IsLateAndIgnored()
    {
        var rig = new SessionRig().Establish().Advance(1);
        var old = rig.LastChallenge!.Value;
        rig.Advance(1.5);

        rig.Say(new ChallengeResponse(1, old, Health.Healthy, CorrectiveAction.None, ""));
        rig.Kinds.Should().EndWith(HeartbeatFindingKind.LateAnswer);
        rig.Advance(0.5);

        rig.Kinds.Should().EndWith(HeartbeatFindingKind.Lost);
    }

    [TestCase(CorrectiveAction.Log)]
    [TestCase(CorrectiveAction.Reboot)]
    [TestCase(CorrectiveAction.Stop)]
    public void IllHealth_IsFoundWithTextAndWish_OnceUntilHealthy(CorrectiveAction wish)
    {
        var rig = new SessionRig().Establish();
        for (var i = 0; i < 5; i++)
        {
            rig.Advance(1);
            rig.Answer(Health.Unhealthy, wish, "disk full");
        }

        rig.Found.Skip(2).Should().Equal(new HeartbeatFinding(HeartbeatFindingKind.IllHealth, "disk full", wish));
        rig.Advance(1);
        rig.Answer();
        rig.Advance(1);
        rig.Answer(Health.Unhealthy, wish, "again");

        rig.Kinds.Skip(3).Should().Equal(HeartbeatFindingKind.Recovered, HeartbeatFindingKind.IllHealth);
    }

    [TestCase(CorrectiveAction.None)]
    [TestCase(CorrectiveAction.Unknown)]
    public void IllHealth_RepeatedWithoutAWish_NeitherReportsNorClears(CorrectiveAction wish)
    {
        var rig = new SessionRig().Establish().Advance(1);
        rig.Answer(Health.Unhealthy, CorrectiveAction.Reboot);
        rig.Advance(1);

        rig.Answer(Health.Unhealthy, wish);

        rig.Session.View.Should().BeEquivalentTo(new { HasFailed = true, IsConfirmed = true });
        rig.Kinds.Count(x => x is HeartbeatFindingKind.IllHealth).Should().Be(1);
    }

    [TestCase(CorrectiveAction.Unknown, CorrectiveAction.Reboot, CorrectiveAction.Reboot)]
    [TestCase(CorrectiveAction.Unknown, CorrectiveAction.Stop, CorrectiveAction.Stop)]
    [TestCase(CorrectiveAction.Unknown, CorrectiveAction.Unknown, CorrectiveAction.Unknown)]
    [TestCase(CorrectiveAction.Unknown, CorrectiveAction.None, CorrectiveAction.Log)]
    [TestCase(CorrectiveAction.None, CorrectiveAction.Reboot, CorrectiveAction.Log)]
    public void IllHealth_FirstSaidWithoutAWish_IsNeverSwallowed(
        CorrectiveAction said,
        CorrectiveAction registered,
        CorrectiveAction expected
    )
    {
        var rig = new SessionRig().Open();
        rig.Init(wish: registered);
        rig.Answer();
        rig.Advance(1);

        rig.Answer(Health.Unhealthy, said, "disk gone");

        var found = rig.Found[^1];
        (found.Kind, found.Action, found.Text).Should().Be((HeartbeatFindingKind.IllHealth, expected, "disk gone"));
    }

    [Test]
    public void Excuse_IllHealthThatIsRepeated_IsFoundAgainAsUrgentAsItWas()
    {
        var rig = new SessionRig().Establish().Advance(1);
        rig.Answer(Health.Unhealthy, CorrectiveAction.Stop);
        rig.Session.Excuse();
        rig.Advance(1);

        rig.Answer(Health.Unhealthy, CorrectiveAction.None);

        rig.Found[^1]
            .Should()
            .BeEquivalentTo(new { Kind = HeartbeatFindingKind.IllHealth, Action = CorrectiveAction.Stop });
    }

    [Test]
    public void Unserved_NobodyReadsTheChallenges_IsSaidOnceAndNotCounted()
    {
        var rig = new SessionRig().Establish();
        rig.Do((session, _) => session.Closed());
        rig.IsServed = false;
        rig.Open();

        rig.Advance(60);

        rig.Kinds.Count(kind => kind is HeartbeatFindingKind.Unserved).Should().Be(1);
        rig.Kinds.Should().NotContain(HeartbeatFindingKind.Lost).And.NotContain(HeartbeatFindingKind.Missed);
    }

    [Test]
    public void Unserved_GuestThatWasHeardOnThisConnection_CountsAllTheSame()
    {
        var rig = new SessionRig().Establish();
        rig.IsServed = false;

        rig.Advance(3);

        rig.Kinds.Should().Contain(HeartbeatFindingKind.Lost);
    }

    [Test]
    public void IllHealth_ThatFirstWantedALineOnly_IsNewsWhenItWantsHelp()
    {
        var rig = new SessionRig().Establish().Advance(1);
        rig.Answer(Health.Unhealthy, CorrectiveAction.Log);
        rig.Advance(1);
        rig.Answer(Health.Unhealthy, CorrectiveAction.Reboot);
        rig.Advance(1);
        rig.Answer(Health.Unhealthy, CorrectiveAction.Stop);

        rig.Found.Where(x => x.Kind is HeartbeatFindingKind.IllHealth)
            .Select(x => x.Action)
            .Should()
            .Equal(CorrectiveAction.Log, CorrectiveAction.Reboot);
    }

    [Test]
    public void Loss_ThenAValidAnswer_Recovers_AndTheNextLossIsFound()
    {
        var rig = new SessionRig().Establish().Advance(5);

        rig.Answer();
        rig.Kinds.Should().EndWith(HeartbeatFindingKind.Recovered);
        rig.Advance(3);

        rig.Kinds.Count(x => x is HeartbeatFindingKind.Lost).Should().Be(2);
    }

    [Test]
    public void Loss_ThenInitAndAnAnswer_Recovers()
    {
        var rig = new SessionRig().Establish().Advance(5);

        rig.Init();
        rig.Session.View.HasFailed.Should().BeTrue("an agent that starts is not yet an application that is well");
        rig.Answer();

        rig.Kinds.Should().EndWith(HeartbeatFindingKind.Recovered);
    }

    [Test]
    public void IllHealth_ThenSilence_IsALossToo()
    {
        var rig = new SessionRig().Establish().Advance(1);
        rig.Answer(Health.Unhealthy, CorrectiveAction.Log);

        rig.Advance(4);

        rig.Kinds.Should().EndWith(HeartbeatFindingKind.Lost);
    }

    [Test]
    public void Exit_EndsTheWatchUntilInit()
    {
        var rig = new SessionRig().Establish();

        rig.Say(new ExitNotice(1, "shutting down"));
        rig.Advance(3600);

        rig.Found.Last().Should().Be(new HeartbeatFinding(HeartbeatFindingKind.Exited, "shutting down"));
        rig.Session.DueAt.Should().BeNull();
        rig.Init();
        rig.Session.DueAt.Should().NotBeNull();
    }

    [Test]
    public void BrokenMessage_IsRefused()
    {
        var rig = new SessionRig().Open();

        rig.Add(rig.Session.Received(HeartbeatReader.Read("{\"version\":3}"u8), rig.Now));

        rig.Sent.Should().ContainSingle().Which.Should().BeOfType<Nack>();
        rig.Kinds.Should().Equal(HeartbeatFindingKind.Refused);
    }

    [Test]
    public void OldVersion_IsRefusedByName()
    {
        var rig = new SessionRig().Open();

        rig.Add(
            rig.Session.Received(
                HeartbeatReader.Read("{\"version\":2,\"revision\":1,\"msg_type\":\"init\"}"u8),
                rig.Now
            )
        );

        rig.Sent.OfType<Nack>().Single().LogMessage.Should().Be("Bad version: 2, expect version: 3");
        rig.Kinds.Should().Equal(HeartbeatFindingKind.VersionRefused);
    }

    [Test]
    public void HostsMessageFromAGuest_IsRefused_NackIsNot()
    {
        var rig = new SessionRig().Open();

        rig.Say(new Challenge(1, 1));
        rig.Say(new Nack(1, 0, null, "no"));

        rig.Sent.Should().ContainSingle().Which.Should().BeOfType<Nack>();
    }

    [Test]
    public void TimerMoreThanHalfAnIntervalLate_IsTheHostsFault()
    {
        var rig = new SessionRig().Establish().Advance(1);
        for (var i = 0; i < 10; i++)
        {
            rig.Sleep(1.6);
            rig.Do((session, now) => session.Due(now));
        }

        rig.Kinds.Skip(2).Should().HaveCount(10).And.OnlyContain(x => x == HeartbeatFindingKind.HostLate);
        rig.Advance(2);
        rig.Kinds.Should().EndWith(HeartbeatFindingKind.Lost);
    }

    [Test]
    public void TimerALittleLate_Counts()
    {
        var rig = new SessionRig(new HeartbeatOptions { MissesAllowed = 0 }).Establish().Advance(1);

        rig.Sleep(1.4);
        rig.Do((session, now) => session.Due(now));

        rig.Kinds.Should().EndWith(HeartbeatFindingKind.Lost);
    }

    [Test]
    public void Due_TooEarly_DoesNothing()
    {
        var rig = new SessionRig().Establish();
        rig.Sent.Clear();

        rig.Do((session, now) => session.Due(now));

        rig.Sent.Should().BeEmpty();
    }
}
