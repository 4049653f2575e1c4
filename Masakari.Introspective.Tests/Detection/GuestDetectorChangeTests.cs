using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.SecondOpinion;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection;

/// <summary>What changes of the domain, and of the monitor itself, do to what is believed about its guest.</summary>
internal sealed class GuestDetectorChangeTests
{
    private static readonly DetectionPolicy Policy = new(2, ReportClosedPort: false, TimeSpan.FromSeconds(60));
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(100);

    private GuestDetector _sut = null!;

    [SetUp]
    public void SetUp()
    {
        _sut = new GuestDetector();
        _sut.Observe(Finding.Answered, Policy, Start, Start);
    }

    [Test]
    public void Observe_QuestionAskedAtTheVeryChange_Counts()
    {
        _sut.Resumed(Start);

        _sut.Observe(Finding.Silent, Policy, Start, Start + TimeSpan.FromSeconds(2)).Stale.Should().BeFalse();
    }

    [Test]
    public void AnyChange_QuestionOpenMeanwhile_IsAboutThePast()
    {
        foreach (
            var change in new Action<GuestDetector, TimeSpan>[]
            {
                (sut, at) => sut.Started(at),
                (sut, at) => sut.Rebooted(at),
                (sut, at) => sut.Stopped(at),
                (sut, at) => sut.Suspended(at),
                (sut, at) => sut.Resumed(at),
                (sut, at) => sut.Reconnected(at),
                (sut, at) => sut.JudgeStalled(at),
            }
        )
        {
            var sut = new GuestDetector();
            change(sut, Start + TimeSpan.FromSeconds(1));

            sut.Observe(Finding.Silent, Policy, Start, Start + TimeSpan.FromSeconds(2)).Stale.Should().BeTrue();
        }
    }

    [Test]
    public void ANewRun_OfASuspect_NothingIsKnown()
    {
        Miss(Start);

        _sut.Started(Start);

        _sut.Misses.Should().Be(0);
        _sut.Finding.Should().Be(Finding.None);
        _sut.ObservedAt.Should().BeNull();
        _sut.HasAnswered.Should().BeFalse();
        _sut.Pace.Should().Be(Pace.Routine);
    }

    [Test]
    public void RestoreAnswered_IsHealthyAtOnce()
    {
        var sut = new GuestDetector();

        sut.RestoreAnswered();

        sut.State.Should().Be(GuestState.Healthy);
        sut.HasAnswered.Should().BeTrue();
    }

    [TestCase(GuestState.Reported, GuestState.Healthy, true)]
    [TestCase(GuestState.Held, GuestState.Healthy, true)]
    [TestCase(GuestState.Error, GuestState.Healthy, false)]
    [TestCase(GuestState.Healthy, GuestState.Healthy, false)]
    [TestCase(GuestState.Reported, GuestState.Reported, false)]
    [TestCase(GuestState.Held, GuestState.Error, false)]
    public void Recovered_OnlyAnAnswerAfterAFailure(GuestState before, GuestState after, bool expected) =>
        new Judgement(before, after).Recovered.Should().Be(expected);

    [Test]
    public void Stopped_SaysThatTheDomainDoesNotRun()
    {
        _sut.Stopped(Start);

        _sut.Finding.Should().Be(Finding.NotRunning);
        _sut.State.Should().Be(GuestState.Discovery);
        _sut.ObservedAt.Should().BeNull();
    }

    [Test]
    public void Suspended_SaysSo_AndResumedForgetsIt()
    {
        _sut.Suspended(Start);
        _sut.Finding.Should().Be(Finding.Paused);

        _sut.Resumed(Start);
        _sut.Finding.Should().Be(Finding.None);
    }

    [Test]
    public void Reconnected_QuestionOpenMeanwhile_IsStaleAndOldMissesAreGone()
    {
        Miss(Start);
        var askedAt = Start + TimeSpan.FromSeconds(5);

        _sut.Reconnected(askedAt + TimeSpan.FromSeconds(1));

        _sut.Misses.Should().Be(0);
        _sut.State.Should().Be(GuestState.Healthy);
        _sut.Observe(Finding.Silent, Policy, askedAt, askedAt + TimeSpan.FromSeconds(2)).Stale.Should().BeTrue();
    }

    [Test]
    public void Withdrawn_AfterAReport_SilenceIsAnotherFailureAfterAsManyMisses()
    {
        Miss(Start);
        Miss(Start).Should().NotBeNull();

        _sut.Withdrawn();

        _sut.State.Should().Be(GuestState.Error);
        Miss(Start).Should().BeNull();
        Miss(Start).Should().NotBeNull();
    }

    [Test]
    public void Withdrawn_WithoutAReport_ChangesNothing()
    {
        _sut.Withdrawn();

        _sut.State.Should().Be(GuestState.Healthy);
    }

    [Test]
    public void Hold_NextMissIsAVerdictAgain()
    {
        Miss(Start);
        Miss(Start);
        _sut.Hold();

        _sut.Pace.Should().Be(Pace.Reported);
        Miss(Start).Should().NotBeNull();
    }

    [Test]
    public void Hold_ThenPaused_IsAFailureNoMore()
    {
        _sut.Hold();

        _sut.Observe(Finding.Paused, Policy, Start, Start).After.Should().Be(GuestState.Error);
    }

    [Test]
    public void Hold_ThenAnswered_HasRecovered()
    {
        _sut.Hold();

        _sut.Observe(Finding.Answered, Policy, Start, Start).Recovered.Should().BeTrue();
    }

    [Test]
    public void RestoreReported_SuspicionOfTheRunBefore_IsNotForgottenByAWithdrawal()
    {
        var sut = new GuestDetector();
        sut.RestoreReported();
        sut.Withdrawn();

        sut.HasAnswered.Should().BeTrue();
        sut.Observe(Finding.Silent, Policy, Start, Start).After.Should().Be(GuestState.Error);
        sut.Misses.Should().Be(1);
    }

    [Test]
    public void ObserveOpinion_AnsweredSince_NamesNoStoppedQemu()
    {
        Miss(Start);
        _sut.ObserveOpinion(GuestOpinion.QemuStopped);
        _sut.Observe(Finding.Answered, Policy, Start, Start);
        Miss(Start);

        Miss(Start)!.Reason.Should().Be(VerdictReason.GuestSilent);
    }

    [Test]
    public void Pace_AgentBusy_WaitsForTheOtherClient()
    {
        _sut.Observe(Finding.AgentBusy, Policy, Start, Start);

        _sut.Pace.Should().Be(Pace.Busy);
    }

    private Verdict? Miss(TimeSpan at) =>
        _sut.Observe(Finding.Silent, Policy, at, at + TimeSpan.FromSeconds(2)).Verdict;
}
