using FluentAssertions;
using Masakari.Introspective.Detection;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection;

internal sealed class FindingTextTests
{
    [TestCase(Finding.None, "not asked yet")]
    [TestCase(Finding.Answered, "the guest agent answers")]
    [TestCase(Finding.AnsweredWithError, "the guest agent answers with an error reply, so the guest is alive")]
    [TestCase(Finding.Silent, "the guest agent does not answer")]
    [TestCase(Finding.PortClosed, "the guest agent's port is closed")]
    [TestCase(Finding.JustReconnected, "libvirtd was just connected, the agent's port is not open yet")]
    [TestCase(Finding.Paused, "the domain is paused")]
    [TestCase(Finding.NotRunning, "the domain is not running")]
    [TestCase(Finding.AgentBusy, "another client's command occupies the guest agent")]
    [TestCase(Finding.LibvirtAway, "libvirt cannot be reached")]
    [TestCase(Finding.Refused, "libvirt refuses to ask the guest agent")]
    public void Describe_EachFinding_HasItsWords(Finding finding, string words) =>
        finding.Describe().Should().Be(words);

    [Test]
    public void Describe_FindingWithoutWords_IsADefect()
    {
        var describe = () => ((Finding)99).Describe();

        describe.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("finding");
    }

    [Test]
    public void IsLife_OnlyRepliesOfTheGuest() =>
        Enum.GetValues<Finding>()
            .Where(finding => finding.IsLife())
            .Should()
            .Equal(Finding.Answered, Finding.AnsweredWithError);
}
