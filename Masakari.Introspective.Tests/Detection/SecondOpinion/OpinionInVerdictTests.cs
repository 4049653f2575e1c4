using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Detection.SecondOpinion;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.SecondOpinion;

/// <summary>What the opinion does to a guest's verdict.</summary>
internal sealed class OpinionInVerdictTests
{
    private static readonly DetectionPolicy Policy = new(3, ReportClosedPort: false, TimeSpan.FromSeconds(60));

    private GuestDetector _sut = null!;
    private TimeSpan _now;

    [SetUp]
    public void SetUp()
    {
        _sut = new GuestDetector();
        _now = TimeSpan.FromSeconds(100);
        Observe(Finding.Answered);
    }

    [TestCase(GuestOpinion.Unknown)]
    [TestCase(GuestOpinion.KernelAlive)]
    [TestCase(GuestOpinion.QemuStopped)]
    public void ClosedPort_WithoutProofOfDeath_IsNotReported(GuestOpinion opinion)
    {
        Observe(Finding.PortClosed);
        _sut.ObserveOpinion(opinion);

        Observe(Finding.PortClosed).Verdict.Should().BeNull();
        _sut.State.Should().Be(GuestState.Error);
    }

    [Test]
    public void ClosedPort_WithADeadKernel_IsAHang_Once()
    {
        Observe(Finding.PortClosed);
        _sut.ObserveOpinion(GuestOpinion.KernelDead);

        var verdict = Observe(Finding.PortClosed).Verdict!;

        verdict.Reason.Should().Be(VerdictReason.KernelDead);
        ReasonCode.Of(verdict.Reason).Should().Be("kernel-dead");
        verdict
            .Describe()
            .Should()
            .Be(
                "the guest agent's port has been closed for 3.0 s, and its kernel is dead: the balloon driver reports nothing any more"
            );
        _sut.State.Should().Be(GuestState.Reported);
        Observe(Finding.PortClosed).Verdict.Should().BeNull("it was reported");
    }

    [Test]
    public void ClosedPort_OfAGuestThatNeverAnswered_IsNotReported()
    {
        _sut.Started(_now);
        Observe(Finding.PortClosed);
        _sut.ObserveOpinion(GuestOpinion.KernelDead);

        Observe(Finding.PortClosed).Verdict.Should().BeNull();
    }

    [Test]
    public void ClosedPort_WhereItIsReportedAnyway_StaysAsItIsAndNamesTheCause()
    {
        var policy = Policy with { ReportClosedPort = true, ClosedPortGrace = TimeSpan.FromSeconds(3) };
        Observe(Finding.PortClosed);
        _sut.ObserveOpinion(GuestOpinion.KernelAlive);
        _now += TimeSpan.FromSeconds(3);

        var verdict = _sut.Observe(Finding.PortClosed, policy, _now, _now).Verdict!;

        verdict.Reason.Should().Be(VerdictReason.PortClosed);
        verdict.Describe().Should().Contain("closed for 3.0 s; its kernel is alive: the agent is gone");
    }

    [TestCase(GuestOpinion.Unknown, VerdictReason.GuestSilent, "over 6.0 s")]
    [TestCase(
        GuestOpinion.KernelAlive,
        VerdictReason.GuestSilent,
        "over 6.0 s; its kernel is alive: user space is not scheduled, or the agent is stopped"
    )]
    [TestCase(
        GuestOpinion.KernelDead,
        VerdictReason.GuestSilent,
        "over 6.0 s; its kernel is dead: the balloon driver reports nothing any more"
    )]
    [TestCase(
        GuestOpinion.QemuStopped,
        VerdictReason.QemuStopped,
        "over 6.0 s, and QEMU itself does not answer libvirt"
    )]
    public void Silence_IsAHangWhateverTheOpinion(GuestOpinion opinion, VerdictReason reason, string end)
    {
        Observe(Finding.Silent);
        _sut.ObserveOpinion(opinion);
        Observe(Finding.Silent);

        var verdict = Observe(Finding.Silent).Verdict!;

        verdict.Reason.Should().Be(reason);
        verdict.Opinion.Should().Be(opinion);
        verdict.Describe().Should().Be($"the guest agent left 3 questions in a row unanswered {end}");
    }

    [Test]
    public void Opinion_EndsWithAnythingThatMakesItOld()
    {
        foreach (
            var change in new Action[]
            {
                () => Observe(Finding.Answered),
                () => Observe(Finding.Paused),
                () => Observe(Finding.NotRunning),
                () => _sut.Started(_now),
                () => _sut.Rebooted(_now),
                () => _sut.Stopped(_now),
                () => _sut.Suspended(_now),
                () => _sut.Resumed(_now),
                () => _sut.Reconnected(_now),
            }
        )
        {
            _sut.ObserveOpinion(GuestOpinion.KernelDead);
            change();
            _sut.Opinion.Should().Be(GuestOpinion.Unknown);
        }
    }

    [Test]
    public void Opinion_OutlastsFindingsThatSayNothing()
    {
        Observe(Finding.PortClosed);
        _sut.ObserveOpinion(GuestOpinion.KernelDead);
        Observe(Finding.LibvirtAway);
        Observe(Finding.AgentBusy);

        _sut.Opinion.Should().Be(GuestOpinion.KernelDead);
    }

    private Judgement Observe(Finding finding)
    {
        var askedAt = _now;
        _now += TimeSpan.FromSeconds(finding is Finding.Silent ? 2 : 3);
        return _sut.Observe(finding, Policy, finding is Finding.Silent ? askedAt : _now, _now);
    }
}
