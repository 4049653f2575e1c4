using FluentAssertions;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.OpenStack;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Inventory;

internal sealed class HeartbeatRuleTests
{
    private static readonly GuestChannel Ours = new("org.openstack.masakari.0", "/q/ours.sock", null);
    private static readonly GuestChannel Theirs = new("cgcs.heartbeat", "/q/theirs.sock", null);
    private static readonly GuestChannel Agent = new("org.qemu.guest_agent.0", "/q/agent.sock", null);

    [Test]
    public void Decide_OursAndTheirs_AreListenedToTogether() =>
        Decide([Agent, Ours, Theirs]).Channels.Should().Equal(Ours, Theirs);

    [TestCase(HeartbeatMode.Auto, null, true, HeartbeatReason.Listening)]
    [TestCase(HeartbeatMode.Auto, "true", true, HeartbeatReason.Listening)]
    [TestCase(HeartbeatMode.Auto, "false", true, HeartbeatReason.MetadataOff)]
    [TestCase(HeartbeatMode.Auto, null, false, HeartbeatReason.NoChannel)]
    [TestCase(HeartbeatMode.Auto, "true", false, HeartbeatReason.NoChannel)]
    [TestCase(HeartbeatMode.Marked, null, true, HeartbeatReason.NotMarked)]
    [TestCase(HeartbeatMode.Marked, "maybe", true, HeartbeatReason.NotMarked)]
    [TestCase(HeartbeatMode.Marked, "on", true, HeartbeatReason.Listening)]
    [TestCase(HeartbeatMode.Off, "true", true, HeartbeatReason.HostOff)]
    public void Decide_ModeAndMetadata_Switch(
        HeartbeatMode mode,
        string? said,
        bool hasChannel,
        HeartbeatReason expected
    )
    {
        var decision = Decide(hasChannel ? [Ours] : [Agent], mode, metadata: said);

        decision.Reason.Should().Be(expected);
        decision.LacksChannel.Should().Be(said is "true" && !hasChannel);
        decision.Describe().Should().NotBeEmpty();
    }

    [TestCase("true", "false", "false", HeartbeatReason.Listening)]
    [TestCase("false", "true", "true", HeartbeatReason.MetadataOff)]
    [TestCase(null, "false", "true", HeartbeatReason.FlavorOff)]
    [TestCase(null, "true", "false", HeartbeatReason.Listening)]
    [TestCase(null, null, "false", HeartbeatReason.ImageOff)]
    public void Decide_Sources_MetadataOverFlavorOverImage(
        string? metadata,
        string? flavor,
        string? image,
        HeartbeatReason expected
    ) => Decide([Ours], metadata: metadata, flavor: flavor, image: image).Reason.Should().Be(expected);

    [Test]
    public void Decide_FlavorFromNova_CountsWhereTheXmlHasNone()
    {
        var server = Server(null) with
        {
            ExtraSpecs = new Dictionary<string, string> { [HeartbeatRule.Alias] = "False" },
        };

        HeartbeatRule
            .Decide(new HeartbeatChannelOptions(), new DomainDescription([Ours], null), server)
            .Reason.Should()
            .Be(HeartbeatReason.FlavorOff);
    }

    [Test]
    public void Decide_ChannelWithoutASocket_SaysSo() =>
        Decide([Ours with { Path = null }]).Reason.Should().Be(HeartbeatReason.NoSocket);

    [Test]
    public void Equals_WhetherTheGuestHasItOpen_IsNoOtherDecision() =>
        Decide([Ours]).Should().Be(Decide([Ours with { IsOpen = true }]));

    [Test]
    public void PathFor_BesideTheOtherSockets_WithThePortAndTheName() =>
        ChannelXml
            .PathFor("org.openstack.masakari.0", "instance-0000002a", new DomainDescription([Agent], null))
            .Should()
            .Be("/q/org.openstack.masakari.0.instance-0000002a.sock");

    [Test]
    public void PathFor_WithoutOthers_IsLibvirtsFolder() =>
        ChannelXml.PathFor("p", "x", new DomainDescription([], null)).Should().Be("/var/lib/libvirt/qemu/p.x.sock");

    [Test]
    public void PathFor_TooLongForASocket_SaysSo()
    {
        var path = () => ChannelXml.PathFor("p", new string('x', 100), new DomainDescription([], null));

        path.Should().Throw<FormatException>().WithMessage("*107 bytes*");
    }

    [Test]
    public void Write_HostileName_IsEscaped() =>
        DomainXml
            .Parse($"<domain><devices>{ChannelXml.Write("a'<b>", "/q/x&y")}</devices></domain>")
            .Channels.Should()
            .Equal(new GuestChannel("a'<b>", "/q/x&y", null));

    private static HeartbeatDecision Decide(
        GuestChannel[] channels,
        HeartbeatMode mode = HeartbeatMode.Auto,
        string? metadata = null,
        string? flavor = null,
        string? image = null
    ) =>
        HeartbeatRule.Decide(
            new HeartbeatChannelOptions { Mode = mode },
            new DomainDescription(channels, new NovaMetadata("vm", null, null, "f", Of(flavor), Of(image))),
            Server(metadata)
        );

    private static NovaServer Server(string? metadata) =>
        new()
        {
            Id = Guid.NewGuid(),
            Name = "vm",
            Metadata = Of(metadata) ?? new Dictionary<string, string>(),
        };

    private static Dictionary<string, string>? Of(string? value) =>
        value is null ? null : new Dictionary<string, string> { [HeartbeatRule.Key] = value };
}
