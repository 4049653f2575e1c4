using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.SecondOpinion;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection;

internal sealed class GuestDetectorTests
{
    private static readonly DetectionPolicy Policy = new(3, ReportClosedPort: false, TimeSpan.FromSeconds(60));
    private GuestDetector _sut = null!;
    private TimeSpan _now;

    [SetUp]
    public void SetUp()
    {
        _sut = new GuestDetector();
        _now = TimeSpan.FromSeconds(100);
    }

    [TestCase(Finding.Answered)]
    [TestCase(Finding.AnsweredWithError)]
    public void Observe_AnyReply_IsHealthy(Finding reply)
    {
        Observe(reply).After.Should().Be(GuestState.Healthy);

        _sut.HasAnswered.Should().BeTrue();
        _sut.Pace.Should().Be(Pace.Routine);
    }

    [Test]
    public void Observe_SilenceBeforeTheFirstAnswer_NeverFails()
    {
        for (var i = 0; i < 20; i++)
        {
            Observe(Finding.Silent).Should().Be(new Judgement(GuestState.Discovery, GuestState.Discovery));
        }

        _sut.Misses.Should().Be(0);
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(7)]
    public void Observe_ThresholdMissesInARow_FailOnce(int threshold)
    {
        var policy = Policy with { FailureThreshold = threshold };
        Observe(Finding.Answered, policy);

        for (var miss = 1; miss < threshold; miss++)
        {
            Observe(Finding.Silent, policy).Verdict.Should().BeNull();
            _sut.State.Should().Be(GuestState.Error);
            _sut.Pace.Should().Be(Pace.Suspect);
        }

        var verdict = Observe(Finding.Silent, policy).Verdict;

        verdict!.Reason.Should().Be(VerdictReason.GuestSilent);
        verdict.Misses.Should().Be(threshold);
        _sut.State.Should().Be(GuestState.Reported);
        _sut.Pace.Should().Be(Pace.Reported);
        Observe(Finding.Silent, policy).Verdict.Should().BeNull("it is reported already");
    }

    [Test]
    public void Observe_Verdict_TellsTheTimeSinceTheFirstUnansweredQuestion()
    {
        Observe(Finding.Answered);
        Observe(Finding.Silent);
        Observe(Finding.Silent);

        Observe(Finding.Silent).Verdict!.Lasted.Should().Be(TimeSpan.FromSeconds(8));
    }

    [TestCase(Finding.Answered)]
    [TestCase(Finding.AnsweredWithError)]
    [TestCase(Finding.PortClosed)]
    [TestCase(Finding.Paused)]
    [TestCase(Finding.NotRunning)]
    public void Observe_OtherEvidenceBetweenMisses_StartsTheCountAnew(Finding between)
    {
        Observe(Finding.Answered);
        Observe(Finding.Silent);
        Observe(Finding.Silent);
        Observe(between);

        Observe(Finding.Silent).Verdict.Should().BeNull();

        _sut.Misses.Should().Be(1);
    }

    [TestCase(Finding.AgentBusy)]
    [TestCase(Finding.LibvirtAway)]
    [TestCase(Finding.JustReconnected)]
    [TestCase(Finding.Refused)]
    public void Observe_NoEvidenceBetweenMisses_NeitherCountsNorClears(Finding between)
    {
        Observe(Finding.Answered);
        Observe(Finding.Silent);
        Observe(between);

        _sut.Misses.Should().Be(1);
        _sut.State.Should().Be(GuestState.Error);
    }

    [Test]
    public void Observe_RecoversAndHangsAgain_FailsAgain()
    {
        Fail();
        Observe(Finding.Answered).Recovered.Should().BeTrue();
        Observe(Finding.Silent);
        Observe(Finding.Silent);

        Observe(Finding.Silent).Verdict.Should().NotBeNull();
    }

    [Test]
    public void Observe_ClosedPort_IsShownAndNotReported()
    {
        Observe(Finding.Answered);
        for (var i = 0; i < 100; i++)
        {
            Observe(Finding.PortClosed).Verdict.Should().BeNull();
        }

        _sut.State.Should().Be(GuestState.Error);
        _sut.Finding.Should().Be(Finding.PortClosed);
        _sut.Pace.Should().Be(Pace.Routine, "a closed port costs libvirt nothing to ask");
    }

    [Test]
    public void Observe_ClosedPortWhenAskedFor_FailsAfterTheGrace()
    {
        var policy = Policy with { ReportClosedPort = true, ClosedPortGrace = TimeSpan.FromSeconds(9) };
        Observe(Finding.Answered, policy);
        Observe(Finding.PortClosed, policy).Verdict.Should().BeNull();
        Observe(Finding.PortClosed, policy).Verdict.Should().BeNull();
        Observe(Finding.PortClosed, policy).Verdict.Should().BeNull();

        var verdict = Observe(Finding.PortClosed, policy).Verdict;

        verdict!.Reason.Should().Be(VerdictReason.PortClosed);
        verdict.Lasted.Should().Be(TimeSpan.FromSeconds(9));
        _sut.State.Should().Be(GuestState.Reported);
        Observe(Finding.PortClosed, policy).Verdict.Should().BeNull("it is reported already");
    }

    [Test]
    public void Observe_ClosedPortAfterAReport_StaysReported()
    {
        Fail();

        Observe(Finding.PortClosed).After.Should().Be(GuestState.Reported);
    }

    [Test]
    public void ObserveOpinion_Stopped_NamesTheCause()
    {
        Observe(Finding.Answered);
        Observe(Finding.Silent);
        _sut.ObserveOpinion(GuestOpinion.QemuStopped);
        Observe(Finding.Silent);

        Observe(Finding.Silent).Verdict!.Reason.Should().Be(VerdictReason.QemuStopped);
    }

    [Test]
    public void Observe_QuestionOpenWhileTheDomainWasSuspended_IsNotCounted()
    {
        Observe(Finding.Answered);
        var askedAt = _now;
        _sut.Suspended(_now + TimeSpan.FromSeconds(1));
        _sut.Resumed(_now + TimeSpan.FromSeconds(1));

        var judgement = _sut.Observe(Finding.Silent, Policy, askedAt, _now + TimeSpan.FromSeconds(2));

        judgement.Stale.Should().BeTrue();
        _sut.Misses.Should().Be(0);
    }

    [Test]
    public void Observe_AnswerToAQuestionOpenWhileTheDomainChanged_IsLifeAllTheSame()
    {
        var askedAt = _now;
        _sut.Rebooted(_now + TimeSpan.FromSeconds(1));

        _sut.Observe(Finding.Answered, Policy, askedAt, _now + TimeSpan.FromSeconds(2))
            .After.Should()
            .Be(GuestState.Healthy);
    }

    [Test]
    public void Suspended_WhileSuspect_DropsTheSuspicion()
    {
        Observe(Finding.Answered);
        Observe(Finding.Silent);
        Observe(Finding.Silent);

        _sut.Suspended(_now);

        _sut.State.Should().Be(GuestState.Healthy);
        _sut.Misses.Should().Be(0);
        _sut.HasAnswered.Should().BeTrue();
    }

    [Test]
    public void Started_AfterAReport_BeginsAnew()
    {
        Fail();
        _sut.Started(_now);

        _sut.State.Should().Be(GuestState.Discovery);
        Observe(Finding.Silent).After.Should().Be(GuestState.Discovery);
    }

    [Test]
    public void Rebooted_GuestHasToAnswerBeforeItsSilenceCounts()
    {
        Observe(Finding.Answered);
        _sut.Rebooted(_now);

        Observe(Finding.Silent);

        _sut.Misses.Should().Be(0);
    }

    [Test]
    public void RestoreAnswered_GuestHungBeforeTheRestart_IsFound()
    {
        _sut.RestoreAnswered();
        Observe(Finding.Silent);
        Observe(Finding.Silent);

        Observe(Finding.Silent).Verdict.Should().NotBeNull();
    }

    [Test]
    public void RestoreReported_StillSilent_IsNotReportedTwice()
    {
        _sut.RestoreReported();
        for (var i = 0; i < 10; i++)
        {
            Observe(Finding.Silent).Verdict.Should().BeNull();
        }

        Observe(Finding.Answered).Recovered.Should().BeTrue();
    }

    private void Fail()
    {
        Observe(Finding.Answered);
        Observe(Finding.Silent);
        Observe(Finding.Silent);
        Observe(Finding.Silent).Verdict.Should().NotBeNull();
    }

    /// <summary>Asks at one second and observes two seconds later.</summary>
    private Judgement Observe(Finding finding, DetectionPolicy? policy = null)
    {
        _now += TimeSpan.FromSeconds(1);
        var askedAt = _now;
        _now += TimeSpan.FromSeconds(2);
        return _sut.Observe(finding, policy ?? Policy, askedAt, _now);
    }
}
