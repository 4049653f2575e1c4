using System.Text.RegularExpressions;
using FluentAssertions;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.OpenStack;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Inventory;

internal sealed class WatchRuleTests
{
    private static readonly InventoryOptions Options = new() { HostName = "compute-1" };
    private static readonly GuestChannel Agent = new(WatchRule.AgentChannel, "/var/lib/libvirt/qemu/agent.sock", true);
    private static readonly GuestChannel Other = new("com.example.0", "/var/lib/libvirt/qemu/other.sock", true);

    [Test]
    public void Decide_AgentBehindAnotherChannel_IsWatched() =>
        Decide(Options, Domain([Other, Agent])).Should().Be(WatchReason.Watched);

    [Test]
    public void Decide_SocketAnywhere_IsWatched() =>
        Decide(Options, Domain([Agent with { Path = "/run/libvirt/qemu/channel/7-x/org.qemu.guest_agent.0" }]))
            .Should()
            .Be(WatchReason.Watched);

    [Test]
    public void Decide_NoAgentChannel_SaysSo() =>
        Decide(Options, Domain([Other])).Should().Be(WatchReason.NoAgentChannel);

    [Test]
    public void Decide_PathNarrowed_AnchorsAtTheStartOnly()
    {
        var narrowed = Options with { SocketPath = new Regex("^(?:/var/lib/libvirt/qemu/ag)") };

        Decide(narrowed, Domain([Agent])).Should().Be(WatchReason.Watched);
        Decide(narrowed, Domain([Agent with { Path = "/run/agent.sock" }])).Should().Be(WatchReason.PathNotMatched);
    }

    [Test]
    public void Decide_HostOff_IsNotWatched() =>
        Decide(Options with { Introspection = false }, Domain([Agent])).Should().Be(WatchReason.HostOff);

    [TestCase("false", WatchReason.FlavorOff)]
    [TestCase("No", WatchReason.FlavorOff)]
    [TestCase("true", WatchReason.Watched)]
    [TestCase("perhaps", WatchReason.Watched)]
    public void Decide_FlavorExtraSpecInTheXml_Switches(string value, WatchReason expected) =>
        Decide(Options, Domain([Agent], (WatchRule.Key, value))).Should().Be(expected);

    [Test]
    public void Decide_FlavorExtraSpecFromNova_Switches() =>
        WatchRule
            .Decide(Options, Domain([Agent]), Server(extraSpec: "false"))
            .Reason.Should()
            .Be(WatchReason.FlavorOff);

    [Test]
    public void Decide_MetadataAgainstFlavor_MetadataWins()
    {
        WatchRule
            .Decide(Options, Domain([Agent], (WatchRule.Key, "false")), Server(metadata: "true"))
            .Reason.Should()
            .Be(WatchReason.Watched);
        WatchRule
            .Decide(Options, Domain([Agent], (WatchRule.Key, "true")), Server(metadata: "false"))
            .Reason.Should()
            .Be(WatchReason.MetadataOff);
    }

    private static WatchReason Decide(InventoryOptions options, DomainDescription domain) =>
        WatchRule.Decide(options, domain, null).Reason;

    private static DomainDescription Domain(GuestChannel[] channels, params (string Key, string Value)[] extraSpecs) =>
        new(
            channels,
            new NovaMetadata(
                "vm",
                null,
                null,
                "m1",
                extraSpecs.ToDictionary(spec => spec.Key, spec => spec.Value),
                null
            )
        );

    private static NovaServer Server(string? extraSpec = null, string? metadata = null) =>
        new()
        {
            Id = Guid.NewGuid(),
            Name = "vm",
            ExtraSpecs = extraSpec is null ? null : new Dictionary<string, string> { [WatchRule.Key] = extraSpec },
            Metadata = metadata is null
                ? new Dictionary<string, string>()
                : new Dictionary<string, string> { [WatchRule.Key] = metadata },
        };
}
