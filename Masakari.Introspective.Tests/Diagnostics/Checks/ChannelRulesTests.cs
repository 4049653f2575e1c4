using FluentAssertions;
using Masakari.Introspective.Diagnostics.Checks;
using Masakari.Introspective.Diagnostics.Checks.Domains;
using Masakari.Introspective.Diagnostics.Checks.Rights;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.OpenStack;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics.Checks;

internal sealed class ChannelRulesTests
{
    private const string Agent =
        "<channel type='unix'><source mode='bind' path='/q/agent.sock'/>"
        + "<target type='virtio' name='org.qemu.guest_agent.0' state='STATE'/></channel>";

    private const string Heartbeat =
        "<channel type='unix'><source mode='bind' path='/q/hb.sock'/>"
        + "<target type='virtio' name='cgcs.heartbeat' state='disconnected'/></channel>";

    [Test]
    public void Agent_Connected_IsFine() =>
        JudgeAgent(Domain(Agent.Replace("STATE", "connected", StringComparison.Ordinal)))
            .Should()
            .Be((Severity.Ok, FindingCodes.AgentChannel));

    [Test]
    public void Agent_NotConnected_IsAWarning() =>
        JudgeAgent(Domain(Agent.Replace("STATE", "disconnected", StringComparison.Ordinal)))
            .Should()
            .Be((Severity.Warning, FindingCodes.AgentNotConnected));

    [Test]
    public void Agent_WithoutAChannel_NamesTheImageProperty()
    {
        var found = AgentChannelRule.Judge(Options(), [Domain("")]);

        found.Should().ContainSingle().Which.Code.Should().Be(FindingCodes.AgentChannelMissing);
        found[0].Object.Should().Contain("instance-1").And.Contain("web");
        found[0].Cure.Should().Contain("hw_qemu_guest_agent=yes");
    }

    [Test]
    public void Agent_WithoutAChannel_ThatItsOwnerDoesNotWant_IsFine() =>
        JudgeAgent(Domain("", ("masakari:guest_agent", "false"))).Severity.Should().Be(Severity.Ok);

    [Test]
    public void Agent_WhosePathIsNotMatched_NamesTheOption()
    {
        var options = Options() with { SocketPath = new System.Text.RegularExpressions.Regex("^/other/") };

        AgentChannelRule
            .Judge(options, [Domain(Agent)])
            .Should()
            .ContainSingle()
            .Which.Cure.Should()
            .Contain("qemu_guest_agent_sock_path");
    }

    [Test]
    public void Agent_OfADomainWithoutXml_IsAWarning() =>
        JudgeAgent(WatchedDomain.Read(new InspectedDomain(Snapshot(), null), null))
            .Code.Should()
            .Be(FindingCodes.DomainUnreadable);

    [Test]
    public void Agent_SwitchedOff_IsANote() =>
        AgentChannelRule
            .Judge(Options() with { Introspection = false }, [Domain("")])
            .Should()
            .ContainSingle()
            .Which.Code.Should()
            .Be(FindingCodes.IntrospectionOff);

    [Test]
    public void Agent_WithoutDomains_IsANote() =>
        AgentChannelRule.Judge(Options(), []).Should().ContainSingle().Which.Code.Should().Be(FindingCodes.NoDomains);

    [Test]
    public void Agent_OfSeveral_TellsTheFaultsAndCountsTheRest()
    {
        var fine = Domain(Agent.Replace("STATE", "connected", StringComparison.Ordinal));

        AgentChannelRule
            .Judge(Options(), [fine, Domain(""), fine])
            .Select(finding => finding.Code)
            .Should()
            .Equal(FindingCodes.AgentChannel, FindingCodes.AgentChannelMissing);
    }

    [TestCase(true, true, Severity.Ok, FindingCodes.HeartbeatSocket)]
    [TestCase(true, false, Severity.Error, FindingCodes.HeartbeatSocketDenied)]
    [TestCase(false, false, Severity.Error, FindingCodes.HeartbeatSocketMissing)]
    public void Heartbeat_BySocketRights(bool exists, bool canWrite, Severity severity, string code)
    {
        var found = HeartbeatSocketRule
            .Judge(
                new HeartbeatChannelOptions(),
                [Domain(Agent + Heartbeat)],
                "svc",
                path => new PathRights
                {
                    Path = path,
                    Exists = exists,
                    CanWrite = canWrite,
                }
            )
            .Should()
            .ContainSingle()
            .Which;

        (found.Severity, found.Code).Should().Be((severity, code));
    }

    [Test]
    public void Heartbeat_NeverAsksAboutTheAgentsSocket()
    {
        var asked = new List<string>();

        HeartbeatSocketRule.Judge(
            new HeartbeatChannelOptions(),
            [Domain(Agent + Heartbeat)],
            "svc",
            path =>
            {
                asked.Add(path);
                return new PathRights { Path = path };
            }
        );

        asked.Should().Equal("/q/hb.sock");
    }

    [TestCase(false, Severity.Warning)]
    [TestCase(true, Severity.Note)]
    public void Heartbeat_WishedForWithoutAChannel_NamesHotplug(bool hotplug, Severity expected) =>
        HeartbeatSocketRule
            .Judge(
                new HeartbeatChannelOptions { Hotplug = hotplug },
                [Domain(Agent, ("masakari:heartbeat", "true"))],
                "svc",
                path => new PathRights { Path = path }
            )
            .Should()
            .ContainSingle()
            .Which.Severity.Should()
            .Be(expected);

    [Test]
    public void Heartbeat_WithoutChannelOrWish_IsSilent() =>
        HeartbeatSocketRule
            .Judge(new HeartbeatChannelOptions(), [Domain(Agent)], "svc", path => new PathRights { Path = path })
            .Should()
            .BeEmpty();

    private static (Severity Severity, string Code) JudgeAgent(WatchedDomain domain)
    {
        var found = AgentChannelRule.Judge(Options(), [domain]).Should().ContainSingle().Which;
        return (found.Severity, found.Code);
    }

    private static InventoryOptions Options() => new() { HostName = "compute-1" };

    private static DomainSnapshot Snapshot() => new(Guid.NewGuid(), "instance-1", 1, DomainState.Running, 1);

    private static WatchedDomain Domain(string channels, params (string Key, string Value)[] metadata)
    {
        var snapshot = Snapshot();
        return WatchedDomain.Read(
            new InspectedDomain(snapshot, $"<domain><devices>{channels}</devices></domain>"),
            new NovaServer
            {
                Id = snapshot.Uuid,
                Name = "web",
                Metadata = metadata.ToDictionary(m => m.Key, m => m.Value),
            }
        );
    }
}
