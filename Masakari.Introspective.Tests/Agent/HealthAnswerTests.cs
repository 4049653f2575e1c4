using FluentAssertions;
using Masakari.Introspective.Agent.Session;
using Masakari.Introspective.Protocol.Heartbeat;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Agent;

[TestFixture]
internal sealed class HealthAnswerTests
{
    private static readonly IllHealth Log = new("a: x", CorrectiveAction.Log);
    private static readonly IllHealth Reboot = new("b: y", CorrectiveAction.Reboot);
    private static readonly IllHealth Stop = new("c: z", CorrectiveAction.Stop);

    [Test]
    public void Make_Healthy_RepeatsTheConfiguredAction() =>
        new HealthAnswer(CorrectiveAction.Reboot)
            .Make(3, 7, [], 0)
            .Should()
            .Be(new ChallengeResponse(3, 7, Health.Healthy, CorrectiveAction.Reboot, ""));

    [Test]
    public void Make_SeveralReasons_NamesAllAndWishesTheGravest() =>
        new HealthAnswer(CorrectiveAction.Log)
            .Make(1, 7, [Log, Stop, Reboot], 0)
            .Should()
            .Be(new ChallengeResponse(1, 7, Health.Unhealthy, CorrectiveAction.Stop, "a: x; c: z; b: y"));

    [Test]
    public void Make_StillIll_WishesAgainAfter60s()
    {
        var sut = new HealthAnswer(CorrectiveAction.Log);

        Wish(sut, Reboot, 0).Should().Be(CorrectiveAction.Reboot);
        Wish(sut, Reboot, 1000).Should().Be(CorrectiveAction.None);
        Wish(sut, Log, 2000).Should().Be(CorrectiveAction.None, "less grave");
        Wish(sut, Reboot, 59_999).Should().Be(CorrectiveAction.None);
        Wish(sut, Reboot, 60_000).Should().Be(CorrectiveAction.Reboot);
        Wish(sut, Reboot, 60_001).Should().Be(CorrectiveAction.None);
    }

    [Test]
    public void Make_GraverWish_IsSaidAtOnce()
    {
        var sut = new HealthAnswer(CorrectiveAction.Log);
        Wish(sut, Log, 0);

        Wish(sut, Stop, 1).Should().Be(CorrectiveAction.Stop);
        Wish(sut, Reboot, 2).Should().Be(CorrectiveAction.None);
    }

    [Test]
    public void Make_IllAgainAfterBeingWell_WishesAgain()
    {
        var sut = new HealthAnswer(CorrectiveAction.Log);
        Wish(sut, Reboot, 0);
        sut.Make(1, 7, [], 1000);

        Wish(sut, Reboot, 2000).Should().Be(CorrectiveAction.Reboot);
    }

    [Test]
    public void Forget_NewSession_WishesAgain()
    {
        var sut = new HealthAnswer(CorrectiveAction.Log);
        Wish(sut, Reboot, 0);

        sut.Forget();

        Wish(sut, Reboot, 1).Should().Be(CorrectiveAction.Reboot);
    }

    private static CorrectiveAction Wish(HealthAnswer sut, IllHealth reason, long now)
    {
        var answer = sut.Make(1, 7, [reason], now);
        answer.Health.Should().Be(Health.Unhealthy);
        return answer.CorrectiveAction;
    }
}
