using FluentAssertions;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Detection.SecondOpinion;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.SecondOpinion;

internal sealed class DemandRuleTests
{
    [TestCase(GuestOpinion.KernelAlive, 0, true)]
    [TestCase(GuestOpinion.KernelAlive, 9999, true)]
    [TestCase(GuestOpinion.Unknown, 0, true)]
    [TestCase(GuestOpinion.Unknown, 119.9, true)]
    [TestCase(GuestOpinion.Unknown, 120, false)]
    [TestCase(GuestOpinion.KernelDead, 0, false)]
    [TestCase(GuestOpinion.QemuStopped, 0, false)]
    public void Judge_OfEachOpinion_HoldsUntilTheProofOrTheCeiling(GuestOpinion opinion, double unknownFor, bool held)
    {
        var ruling = DemandRule.Judge(opinion, TimeSpan.FromSeconds(unknownFor), TimeSpan.FromSeconds(120));

        (ruling is not null).Should().Be(held);
        if (ruling is not null)
        {
            ruling.Kind.Should().Be(RulingKind.Hold);
            ruling.Code.Should().Be("second-opinion");
            ruling
                .Words.Should()
                .Be(
                    opinion is GuestOpinion.Unknown
                        ? "it is not known yet whether the guest's kernel is alive"
                        : "the guest agent is silent, but the guest's kernel is alive"
                );
        }
    }

    [TestCase(
        GuestOpinion.KernelAlive,
        true,
        "its kernel is alive: the agent is gone, stopped by its owner, and the guest is not"
    )]
    [TestCase(
        GuestOpinion.KernelAlive,
        false,
        "its kernel is alive: user space is not scheduled, or the agent is stopped"
    )]
    [TestCase(GuestOpinion.KernelDead, true, "its kernel is dead: the balloon driver reports nothing any more")]
    [TestCase(GuestOpinion.KernelDead, false, "its kernel is dead: the balloon driver reports nothing any more")]
    [TestCase(GuestOpinion.QemuStopped, false, "QEMU itself does not answer libvirt")]
    [TestCase(GuestOpinion.Unknown, false, "nothing else tells whether its kernel is alive")]
    public void Describe_OfEachOpinion_NamesTheCause(GuestOpinion opinion, bool isPortClosed, string expected) =>
        opinion.Describe(isPortClosed).Should().Be(expected);
}
