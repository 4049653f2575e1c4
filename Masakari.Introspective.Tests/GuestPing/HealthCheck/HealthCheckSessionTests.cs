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
        Answer(sut, Started, 0);

        for (var round = 0; round < 5; round++)
        {
            Answer(sut, Running, 10 + (30 * round))!.IsFailure.Should().BeFalse();
        }

        sut.HasFailed.Should().BeFalse();
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

        sut.Restore(9, hasFailed: true, _now);

        sut.Command().Should().Contain("guest-exec-status").And.Contain("9");
        Answer(sut, Bad, 0)!.IsFailure.Should().BeFalse("it was reported already");
        Round(sut, Well, 30)!.IsRecovery.Should().BeTrue();
    }

    private HealthCheckSession New(HealthCheckOptions? options = null) =>
        new(options ?? new HealthCheckOptions(), "/opt/check", _now);

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
