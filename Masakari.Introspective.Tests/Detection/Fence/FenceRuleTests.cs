using FluentAssertions;
using Masakari.Introspective.Detection.Fence;
using Masakari.Introspective.Detection.SecondOpinion;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Fence;

internal sealed class FenceRuleTests
{
    private const string NotActedOn =
        "masakari-engine acts only where HA_Enabled is true, and masakari_processes_all_instances is off";

    private static readonly FenceCase Hung = new()
    {
        Mode = FenceMode.Always,
        IsFromInside = true,
        IsStoredNow = true,
        HaEnabled = true,
        AllInstances = false,
        Objection = null,
        Opinion = GuestOpinion.Unknown,
    };

    [Test]
    public void Decide_Always_DestroysWithoutProof() =>
        FenceRule.Decide(Hung).Should().Be((FenceAnswer.Destroy, "fence is always"));

    [Test]
    public void Decide_OneConditionMissing_Leaves()
    {
        Leaves(Hung with { Mode = FenceMode.Never }, "fence is never");
        Leaves(Hung with { IsFromInside = false }, "the failure was not found inside the guest");
        Leaves(Hung with { IsStoredNow = false }, "masakari-api did not store the report just now");
        Leaves(Hung with { HaEnabled = false }, NotActedOn);
        Leaves(Hung with { HaEnabled = null }, NotActedOn);
        Leaves(Hung with { Objection = "it is held [held]" }, "it is held [held]");
    }

    [TestCase(false)]
    [TestCase(null)]
    public void Decide_AllInstancesAreProcessed_NeedsNoHaEnabled(bool? gate) =>
        FenceRule.Decide(Hung with { HaEnabled = gate, AllInstances = true }).Answer.Should().Be(FenceAnswer.Destroy);

    [TestCase(GuestOpinion.Unknown, FenceAnswer.AwaitProof, "fence is kernel_dead, and the kernel is not proved dead")]
    [TestCase(
        GuestOpinion.KernelAlive,
        FenceAnswer.AwaitProof,
        "fence is kernel_dead, and the kernel is not proved dead"
    )]
    [TestCase(
        GuestOpinion.KernelDead,
        FenceAnswer.Destroy,
        "fence is kernel_dead and its kernel is dead: the balloon driver reports nothing any more"
    )]
    [TestCase(
        GuestOpinion.QemuStopped,
        FenceAnswer.Destroy,
        "fence is kernel_dead and QEMU itself does not answer libvirt"
    )]
    public void Decide_KernelDead_DemandsTheProof(GuestOpinion opinion, FenceAnswer answer, string why) =>
        FenceRule.Decide(Hung with { Mode = FenceMode.KernelDead, Opinion = opinion }).Should().Be((answer, why));

    private static void Leaves(FenceCase @case, string why)
    {
        foreach (var mode in new[] { FenceMode.KernelDead, FenceMode.Always })
        {
            var decided = FenceRule.Decide(
                @case with
                {
                    Mode = @case.Mode is FenceMode.Never ? FenceMode.Never : mode,
                    Opinion = GuestOpinion.KernelDead,
                }
            );
            decided.Should().Be((FenceAnswer.Leave, why));
        }
    }
}
