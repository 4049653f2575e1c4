using FluentAssertions;
using Masakari.Introspective.GuestPing.HealthCheck;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.GuestPing.HealthCheck;

internal sealed class HealthCheckSessionTests
{
    private static readonly ExecReply Started = new(7, false, null, "");
    private static readonly ExecReply Running = new(null, false, null, "");
    private static readonly ExecReply Well = new(null, true, 0, "fine");
    private static readonly ExecReply Bad = new(null, true, 1, "no leader");

    private readonly TimeSpan _now = TimeSpan.FromHours(1);

    [Test]
    public void Healthy_IsAskedAgainAfterTheInterval()
    {
        var sut = New();

        Answer(sut, Started, 0).Should().BeNull();
        sut.IsDue(At(0.5)).Should().BeFalse("the program gets a moment");
        Answer(sut, Well, 1)!.Kind.Should().Be(HealthCheckFindingKind.Passed);

        sut.IsDue(At(29)).Should().BeFalse();
        sut.IsDue(At(30)).Should().BeTrue();
        sut.Command().Should().Contain("guest-exec\"");
    }

    [Test]
    public void TwoBadResults_AreAFailure_OnceUntilItPasses()
    {
        var sut = New();

        var found = Enumerable.Range(0, 4).Select(round => Round(sut, Bad, round * 30)!).ToList();

        found.Select(x => x.IsFailure).Should().Equal(false, true, false, false);
        found.Select(x => x.BadInARow).Should().Equal(1, 2, 3, 4);
        Round(sut, Well, 120)!.IsRecovery.Should().BeTrue();
        Round(sut, Well, 150)!.IsRecovery.Should().BeFalse();
    }

    [Test]
    public void OneBadResultBetweenGoodOnes_IsNone()
    {
        var sut = New();

        var found = new[] { Bad, Well, Bad, Well }.Select((reply, i) => Round(sut, reply, i * 30)!.IsFailure);

        found.Should().NotContain(true);
    }

    [Test]
    public void ProgramThatDoesNotEnd_IsAskedForOnceAnInterval_AndNothingIsStartedBesideIt()
    {
        var sut = New();
        Answer(sut, Started, 0);
        for (var second = 1; second < 10; second++)
        {
            Answer(sut, Running, second).Should().BeNull();
        }

        Answer(sut, Running, 10)!
            .Should()
            .BeEquivalentTo(new { Kind = HealthCheckFindingKind.Hangs, IsFailure = false });
        sut.IsDue(At(39)).Should().BeFalse();
        sut.Command().Should().Contain("guest-exec-status").And.Contain("7");
        Answer(sut, Running, 40)!.IsFailure.Should().BeTrue();
        Answer(sut, Running, 70)!.IsFailure.Should().BeFalse();

        Answer(sut, Well, 100).Should().BeNull("what it says at last is old");
        sut.IsDue(At(100)).Should().BeTrue();
        sut.Command().Should().Contain("guest-exec\"");
        sut.HasFailed.Should().BeTrue();
        Round(sut, Well, 100)!.IsRecovery.Should().BeTrue();
    }

    [Test]
    public void ProgramThatDoesNotEnd_WhereThatIsNoFailure_IsShownOnly()
    {
        var sut = New(new HealthCheckOptions { HangFails = false });
        Hang(sut)!.IsFailure.Should().BeFalse();

        for (var round = 1; round < 5; round++)
        {
            Answer(sut, Running, 10 + (30 * round))!.IsFailure.Should().BeFalse();
        }

        sut.HasFailed.Should().BeFalse();
    }

    [Test]
    public void BadResultsFarApart_AreNotInARow()
    {
        var sut = New();

        Round(sut, Bad, 0)!.BadInARow.Should().Be(1);

        Round(sut, Bad, 200)!.BadInARow.Should().Be(1, "the guest was not asked for minutes");
        Round(sut, Bad, 230)!.IsFailure.Should().BeTrue();
    }

    [Test]
    public void Hasten_IsDueNow()
    {
        var sut = New();
        Round(sut, Bad, 0);
        sut.IsDue(At(5)).Should().BeFalse();

        sut.Hasten(At(5));

        sut.IsDue(At(5)).Should().BeTrue();
    }

    [Test]
    public void Refused_IsLeftAlone()
    {
        var sut = New();

        sut.Refused("Command guest-exec has been disabled", _now)!.Kind.Should().Be(HealthCheckFindingKind.Forbidden);

        sut.IsDue(At(100_000)).Should().BeFalse();
    }

    [Test]
    public void AgentRestarted_WhileTheProgramRan_StartsAnewLater()
    {
        var sut = New();
        Answer(sut, Started, 0);

        sut.Refused("PID 7 does not exist", At(1)).Should().BeNull();

        sut.IsForbidden.Should().BeFalse();
        sut.IsDue(At(30)).Should().BeFalse();
        sut.IsDue(At(31)).Should().BeTrue();
    }

    [Test]
    public void NotAnswered_SaysNothing()
    {
        var sut = New();

        sut.NotAnswered(_now);

        sut.IsDue(At(29)).Should().BeFalse("a program may have been started all the same");
        sut.IsDue(At(30)).Should().BeTrue();
        sut.HasFailed.Should().BeFalse();
    }

    [Test]
    public void NotHandedOver_IsAFailureAgainWithTheNextBadResult()
    {
        var sut = New();
        Round(sut, Bad, 0);
        Round(sut, Bad, 30);

        sut.Excuse();

        Round(sut, Bad, 60)!.IsFailure.Should().BeTrue();
    }

    [Test]
    public void Restored_KnowsTheProcessAndTheFailure()
    {
        var sut = New();

        sut.Restore(9, hasPassed: false, hasFailed: true, _now);

        sut.Command().Should().Contain("guest-exec-status").And.Contain("9");
        Answer(sut, Bad, 0)!.IsFailure.Should().BeFalse("it was reported already");
        Round(sut, Well, 30)!.IsRecovery.Should().BeTrue();
    }

    [Test]
    public void StatusThatTheAgentNeverTells_IsLeftAloneAfterTwoProcesses()
    {
        var sut = New();
        Answer(sut, Started, 0);
        sut.Refused("guest-exec-status has been disabled", At(1)).Should().BeNull();
        Answer(sut, Started, 31);

        var found = sut.Refused("guest-exec-status has been disabled", At(32))!;

        found.Kind.Should().Be(HealthCheckFindingKind.Forbidden);
        sut.IsDue(At(100_000)).Should().BeFalse();
    }

    [Test]
    public void StartsThatNobodyConfirms_BecomeRarer()
    {
        var sut = New();
        var waits = new List<double>();
        var at = 0.0;
        for (var start = 0; start < 9; start++)
        {
            sut.NotAnswered(At(at));
            var wait = Enumerable.Range(1, 7200).First(seconds => sut.IsDue(At(at + seconds)));
            waits.Add(wait);
            at += wait;
        }

        waits.Should().Equal(30, 60, 120, 240, 480, 960, 1920, 3600, 3600);
        Round(sut, Well, at)!.Kind.Should().Be(HealthCheckFindingKind.Passed);
        sut.NotAnswered(At(at + 30));
        sut.IsDue(At(at + 60)).Should().BeTrue("one was confirmed since");
    }

    [Test]
    public void TimeInWhichNobodyLooked_IsNotTheProgram()
    {
        var sut = New();
        Answer(sut, Started, 0);
        Answer(sut, Running, 1);

        Answer(sut, Running, 601).Should().BeNull("the guest was paused");

        Answer(sut, Bad, 602)!.Kind.Should().Be(HealthCheckFindingKind.Failed);
    }

    [Test]
    public void GuestThatStarts_MayBeBadUntilTheProgramPassed_OrItsTimeIsOver()
    {
        var sut = New(graceEnds: 100);

        Round(sut, Bad, 0)!.Should().BeEquivalentTo(new { Kind = HealthCheckFindingKind.NotUpYet, IsFailure = false });
        Round(sut, Bad, 30).Should().BeNull("it was said");
        Round(sut, Bad, 60).Should().BeNull();
        sut.HasFailed.Should().BeFalse();

        var late = new[] { Round(sut, Bad, 100), Round(sut, Bad, 130) };
        late.Select(found => found!.IsFailure).Should().Equal(false, true);
    }

    [Test]
    public void GuestThatStarts_AndPassed_HasNoMoreTime()
    {
        var sut = New(graceEnds: 100);
        Round(sut, Well, 0);

        var found = new[] { Round(sut, Bad, 30), Round(sut, Bad, 60) };

        found.Select(one => one!.IsFailure).Should().Equal(false, true);
    }

    [Test]
    public void ProgramThatIsNotThereYet_IsTriedUntilTheTimeIsOver()
    {
        var sut = New(graceEnds: 100);

        sut.Refused("No such file", At(0))!.Kind.Should().Be(HealthCheckFindingKind.NotUpYet);
        sut.IsDue(At(29)).Should().BeFalse();
        sut.IsDue(At(30)).Should().BeTrue();
        sut.Refused("No such file", At(30)).Should().BeNull("it was said");
        Round(sut, Well, 60)!.Kind.Should().Be(HealthCheckFindingKind.Passed);

        sut.Refused("No such file", At(90))!.Kind.Should().Be(HealthCheckFindingKind.Forbidden, "it was there");
    }

    [Test]
    public void Restored_AfterItPassed_HasNoMoreTime()
    {
        var sut = New(graceEnds: 100);
        sut.Restore(pid: null, hasPassed: true, hasFailed: false, _now);

        var found = new[] { Round(sut, Bad, 0), Round(sut, Bad, 30) };

        found.Select(one => one!.IsFailure).Should().Equal(false, true);
    }

    private HealthCheckSession New(HealthCheckOptions? options = null, double? graceEnds = null) =>
        new(
            options ?? new HealthCheckOptions(),
            "/opt/check",
            _now,
            graceEnds is { } seconds ? At(seconds) : TimeSpan.Zero
        );

    /// <summary>Started at 0 s, and looked at until its time is over.</summary>
    private HealthCheckFinding? Hang(HealthCheckSession sut)
    {
        Answer(sut, Started, 0);
        return Enumerable.Range(1, 10).Select(second => Answer(sut, Running, second)).ToList()[^1];
    }

    private TimeSpan At(double seconds) => _now + TimeSpan.FromSeconds(seconds);

    private HealthCheckFinding? Answer(HealthCheckSession sut, ExecReply reply, double at)
    {
        sut.IsDue(At(at)).Should().BeTrue($"at {at} s");
        return sut.Answered(reply, At(at));
    }

    private HealthCheckFinding? Round(HealthCheckSession sut, ExecReply reply, double at)
    {
        Answer(sut, Started, at);
        return Answer(sut, reply, at + 1);
    }
}
