using FluentAssertions;
using Masakari.Introspective.Detection.SecondOpinion;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.SecondOpinion;

internal sealed class WitnessTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly Witness _sut = new();

    [SetUp]
    public void SetUp() => _sut.Forget();

    [Test]
    public void Judge_NothingSeen_IsUnknown() => Judge(1000).Should().Be(GuestOpinion.Unknown);

    [TestCase(29.9, GuestOpinion.Unknown)]
    [TestCase(30, GuestOpinion.KernelDead)]
    [TestCase(300, GuestOpinion.KernelDead)]
    public void Judge_BalloonUnmoved_IsDeadAfterThreePeriods(double seconds, GuestOpinion expected)
    {
        See(0, balloon: 50);
        See(seconds, balloon: 50);

        Judge(seconds).Should().Be(expected);
        _sut.Quiet.Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [Test]
    public void Judge_BalloonUnmovedOnlyByTheClock_IsUnknown()
    {
        See(0, balloon: 50);
        See(10, balloon: 50);

        Judge(1000).Should().Be(GuestOpinion.Unknown, "nobody looked since");
    }

    [TestCase(39.9, GuestOpinion.KernelAlive)]
    [TestCase(40, GuestOpinion.Unknown)]
    public void Judge_BalloonMoved_IsAliveForThreePeriods(double now, GuestOpinion expected)
    {
        See(0, balloon: 50);
        See(10, balloon: 51);

        Judge(now).Should().Be(expected);
    }

    [Test]
    public void Judge_BalloonMovedThenStopped_IsDeadThreePeriodsAfterTheLastMove()
    {
        See(0, balloon: 50);
        See(10, balloon: 60);
        See(39, balloon: 60);
        Judge(39).Should().Be(GuestOpinion.KernelAlive);
        See(40, balloon: 60);

        Judge(40).Should().Be(GuestOpinion.KernelDead);
    }

    [Test]
    public void Judge_DeadKernelWhoseBalloonMovesAgain_IsAlive()
    {
        See(0, balloon: 50);
        See(30, balloon: 50);
        See(40, balloon: 90);

        Judge(40).Should().Be(GuestOpinion.KernelAlive);
    }

    [TestCase(1, 0)]
    [TestCase(0, 1)]
    public void Judge_BalloonUnmovedButTheGuestWorks_IsNeitherDeadNorAlive(long requests, long sent)
    {
        See(0, balloon: 50);
        See(20, balloon: 50, requests, sent);
        See(40, balloon: 50, requests, sent);
        Judge(40).Should().Be(GuestOpinion.Unknown);
        See(50, balloon: 50, requests, sent);

        Judge(50).Should().Be(GuestOpinion.KernelDead, "it has been quiet for three periods now");
    }

    [Test]
    public void Judge_OnlyOthersTrafficAndSpinning_DoNotCount()
    {
        _sut.Take(new GuestSample(TimeSpan.Zero, 50, 0, 0, 0, 0, TimeSpan.Zero));
        _sut.Take(new GuestSample(TimeSpan.FromSeconds(30), 50, 0, 9, 0, 9, TimeSpan.FromSeconds(30)));

        Judge(30).Should().Be(GuestOpinion.KernelDead);
    }

    [TestCase(null)]
    [TestCase(0L)]
    public void Judge_NoBalloonDriver_IsUnknown(long? balloon)
    {
        See(0, balloon);
        See(300, balloon);

        Judge(300).Should().Be(GuestOpinion.Unknown);
    }

    [TestCase(null)]
    [TestCase(0L)]
    public void Judge_BalloonDriverThatBegins_IsAlive(long? before)
    {
        See(0, before);
        See(10, balloon: 50);

        Judge(10).Should().Be(GuestOpinion.KernelAlive);
    }

    [Test]
    public void Judge_BalloonDriverThatVanishes_IsUnknown()
    {
        See(0, balloon: 50);
        See(10, balloon: null);

        Judge(10).Should().Be(GuestOpinion.Unknown);
    }

    [Test]
    public void Judge_PeriodUnknown_NeverProvesDeathButProvesLife()
    {
        See(0, balloon: 50);
        See(300, balloon: 50);
        _sut.Judge(null, heartbeatAnswers: false, At(300)).Should().Be(GuestOpinion.Unknown);
        See(310, balloon: 51);

        _sut.Judge(null, heartbeatAnswers: false, At(339.9)).Should().Be(GuestOpinion.KernelAlive);
        _sut.Judge(null, heartbeatAnswers: false, At(340)).Should().Be(GuestOpinion.Unknown);
    }

    [TestCase(24.9, GuestOpinion.KernelAlive)]
    [TestCase(25, GuestOpinion.Unknown)]
    public void Judge_BalloonMoved_IsAliveForThreeOfItsOwnPeriods(double now, GuestOpinion expected)
    {
        See(0, balloon: 50);
        See(10, balloon: 51);

        _sut.Judge(TimeSpan.FromSeconds(5), heartbeatAnswers: false, At(now)).Should().Be(expected);
    }

    [Test]
    public void Quiet_AtTheFirstSample_BeginsThere()
    {
        See(1000, balloon: 50);
        _sut.Quiet.Should().Be(TimeSpan.Zero);

        See(1007, balloon: 50);
        _sut.Quiet.Should().Be(TimeSpan.FromSeconds(7));
    }

    [Test]
    public void Judge_HeartbeatAnswers_IsAliveWhateverTheBalloonSays()
    {
        See(0, balloon: 50);
        See(30, balloon: 50);

        _sut.Judge(Period, heartbeatAnswers: true, At(30)).Should().Be(GuestOpinion.KernelAlive);
    }

    [Test]
    public void Judge_QemuDidNotAnswer_IsStoppedUntilItDoes()
    {
        See(0, balloon: 50);
        _sut.QemuDidNotAnswer();
        _sut.Judge(Period, heartbeatAnswers: true, At(1)).Should().Be(GuestOpinion.QemuStopped);
        See(10, balloon: 51);

        Judge(10).Should().Be(GuestOpinion.KernelAlive);
    }

    [Test]
    public void Forget_AfterADeadKernel_KnowsNothing()
    {
        See(0, balloon: 50);
        See(30, balloon: 51);
        See(60, balloon: 51);
        _sut.QemuDidNotAnswer();
        _sut.Note(GuestOpinion.Unknown, At(1));
        var epoch = _sut.Epoch;
        _sut.Forget();

        Judge(60).Should().Be(GuestOpinion.Unknown);
        _sut.Samples.Should().BeEmpty();
        _sut.Quiet.Should().Be(TimeSpan.Zero);
        _sut.UnknownSince.Should().BeNull();
        _sut.Epoch.Should().Be(epoch + 1);
        See(61, balloon: 51);
        Judge(61).Should().Be(GuestOpinion.Unknown, "no proof of life is left over");
    }

    [Test]
    public void Samples_MoreThanAreKept_AreTheLatest()
    {
        for (var i = 0; i <= Witness.Kept; i++)
        {
            See(i, balloon: 50);
        }

        _sut.Samples.Should().HaveCount(Witness.Kept);
        _sut.Samples[0].At.Should().Be(At(1));
    }

    [Test]
    public void Note_UnknownTwice_KeepsTheFirstTime_UntilSomethingIsKnown()
    {
        _sut.Note(GuestOpinion.Unknown, At(5));
        _sut.Note(GuestOpinion.Unknown, At(9));
        _sut.UnknownSince.Should().Be(At(5));

        _sut.Note(GuestOpinion.KernelAlive, At(10));

        _sut.UnknownSince.Should().BeNull();
    }

    private GuestOpinion Judge(double now) => _sut.Judge(Period, heartbeatAnswers: false, At(now));

    private void See(double at, long? balloon, long requests = 0, long sent = 0) =>
        _sut.Take(new GuestSample(At(at), balloon, requests, 0, sent, 0, TimeSpan.Zero));

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
