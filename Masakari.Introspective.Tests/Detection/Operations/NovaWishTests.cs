using FluentAssertions;
using Masakari.Introspective.Detection.Operations;
using Masakari.Introspective.Detection.Rulings;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Operations;

internal sealed class NovaWishTests
{
    private const string Here = "compute-1";

    [TestCase("stopped", RulingReason.OwnerStopped)]
    [TestCase("paused", RulingReason.OwnerStopped)]
    [TestCase("suspended", RulingReason.OwnerStopped)]
    [TestCase("shelved", RulingReason.OwnerStopped)]
    [TestCase("shelved_offloaded", RulingReason.OwnerStopped)]
    [TestCase("soft-delete", RulingReason.OwnerStopped)]
    [TestCase("deleted", RulingReason.OwnerStopped)]
    [TestCase("rescued", RulingReason.NotInService)]
    [TestCase("building", RulingReason.NotInService)]
    public void AgainstRunning_StateOfNoService_Refuses(string vmState, object reason) =>
        NovaWish
            .AgainstRunning(new NovaSight(vmState, null, Here, IsLocked: false), Here)
            .Should()
            .Be(new Ruling(RulingKind.Refuse, (RulingReason)reason, $"Nova has it as {vmState}"));

    [TestCase("active")]
    [TestCase("resized")]
    [TestCase("error")]
    [TestCase("something-new")]
    [TestCase(null)]
    public void AgainstRunning_StateOfService_SaysNothing(string? vmState) =>
        NovaWish
            .AgainstRunning(new NovaSight(vmState, "powering-off", Here, IsLocked: true), Here)
            .Should()
            .BeNull("a task is held, not refused");

    [Test]
    public void AgainstRunning_Locked_IsInTheWords() =>
        NovaWish
            .AgainstRunning(new NovaSight("stopped", null, Here, IsLocked: true), Here)!
            .Words.Should()
            .Be("Nova has it as stopped, locked");

    [TestCase("compute-2", true)]
    [TestCase("compute-10", true)]
    [TestCase("compute-1.example.org", false)]
    [TestCase("COMPUTE-1", false)]
    [TestCase("compute-1", false)]
    [TestCase("", false)]
    [TestCase(null, false)]
    public void OtherHost_IsRefused_UnlessItIsAnotherNameOfThisOne(string? host, bool isOther)
    {
        var nova = new NovaSight("active", null, host, IsLocked: false);
        var expected = isOther
            ? new Ruling(RulingKind.Refuse, RulingReason.OtherHost, $"Nova has it on host {host}, not on {Here}")
            : null;

        NovaWish.AgainstRunning(nova, Here).Should().Be(expected);
        NovaWish.AgainstDead(nova, Here, TimeSpan.Zero).Should().Be(expected);
    }

    [Test]
    public void OtherHost_OursWithItsDomain_IsThisHost() =>
        NovaWish
            .AgainstRunning(new NovaSight("active", null, Here, IsLocked: false), Here + ".example.org")
            .Should()
            .BeNull();

    [Test]
    public void OtherHost_AndStoppedByItsOwner_IsOfTheOtherHostFirst()
    {
        var nova = new NovaSight("stopped", "powering-off", "compute-2", IsLocked: false);

        NovaWish.AgainstRunning(nova, Here)!.Reason.Should().Be(RulingReason.OtherHost);
        NovaWish.AgainstDead(nova, Here, TimeSpan.Zero)!.Reason.Should().Be(RulingReason.OtherHost);
    }

    [TestCase("compute-10")]
    [TestCase("my-compute-1")]
    public void OtherHost_ItsNameIsPartOfOurs_IsAnotherAllTheSame(string here) =>
        NovaWish
            .AgainstRunning(new NovaSight("active", null, Here, IsLocked: false), here)!
            .Words.Should()
            .Be($"Nova has it on host {Here}, not on {here}");

    [TestCase(0, "powering-off", true)]
    [TestCase(9.999, "powering-off", true)]
    [TestCase(10, "powering-off", false)]
    [TestCase(0, "rebooting", false)]
    [TestCase(0, null, false)]
    public void AgainstDead_OwnersTask_CountsUntilNovaMayHaveBegunItself(double seconds, string? task, bool isRefused)
    {
        var nova = new NovaSight("active", task, Here, IsLocked: false);
        var ruling = NovaWish.AgainstDead(nova, Here, TimeSpan.FromSeconds(seconds));

        ruling
            .Should()
            .Be(
                isRefused
                    ? new Ruling(
                        RulingKind.Refuse,
                        RulingReason.OwnerStopped,
                        $"its owner was switching it off: Nova's task_state is {task}"
                    )
                    : null
            );
    }

    [TestCase(9.999, "stopped", true)]
    [TestCase(9.999, "suspended", true)]
    [TestCase(9.999, "shelved", true)]
    [TestCase(9.999, "shelved_offloaded", true)]
    [TestCase(9.999, "soft-delete", true)]
    [TestCase(9.999, "deleted", true)]
    [TestCase(9.999, "paused", false)]
    [TestCase(9.999, "rescued", false)]
    [TestCase(10, "stopped", false)]
    public void AgainstDead_OffInNovasRecord_IsItsOwnersUntilNovaMayHaveWrittenIt(
        double seconds,
        string vmState,
        bool isRefused
    ) =>
        NovaWish
            .AgainstDead(new NovaSight(vmState, null, Here, IsLocked: false), Here, TimeSpan.FromSeconds(seconds))
            .Should()
            .Be(
                isRefused ? new Ruling(RulingKind.Refuse, RulingReason.OwnerStopped, $"Nova has it as {vmState}") : null
            );
}
