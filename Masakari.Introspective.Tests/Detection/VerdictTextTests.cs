using FluentAssertions;
using Masakari.Introspective.Detection;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection;

internal sealed class VerdictTextTests
{
    [TestCase(VerdictReason.GuestSilent, 3, "", "the guest agent left 3 questions in a row unanswered over 8.0 s")]
    [TestCase(
        VerdictReason.QemuStopped,
        3,
        "",
        "the guest agent left 3 questions in a row unanswered over 8.0 s, and QEMU itself does not answer libvirt"
    )]
    [TestCase(VerdictReason.PortClosed, 0, "", "the guest agent's port has been closed for 8.0 s")]
    [TestCase(
        VerdictReason.HealthCheckFailed,
        1,
        "disk full",
        "the health check in the guest failed 1 time in a row: disk full"
    )]
    [TestCase(
        VerdictReason.HealthCheckFailed,
        2,
        "disk full",
        "the health check in the guest failed 2 times in a row: disk full"
    )]
    [TestCase(VerdictReason.HealthCheckHangs, 0, "", "the health check in the guest does not end")]
    public void Describe_EachReason_HasItsWords(VerdictReason reason, int misses, string text, string words) =>
        new Verdict(reason, misses, TimeSpan.FromSeconds(8), text).Describe().Should().Be(words);

    [Test]
    public void Describe_ReasonWithoutWords_IsADefect()
    {
        var describe = () => new Verdict((VerdictReason)99, 0, TimeSpan.Zero).Describe();

        describe.Should().Throw<InvalidOperationException>().WithMessage("*99*");
    }
}
