using FluentAssertions;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Monitoring.GuestHeartbeat;
using Masakari.Introspective.Protocol.Heartbeat;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.GuestHeartbeat;

internal sealed class HeartbeatPolicyTests
{
    [TestCase("log,reboot,stop", CorrectiveAction.Log, HeartbeatResponse.Log)]
    [TestCase("log,reboot,stop", CorrectiveAction.Reboot, HeartbeatResponse.Notify)]
    [TestCase("log,reboot,stop", CorrectiveAction.Stop, HeartbeatResponse.Stop)]
    [TestCase("log,reboot,stop", CorrectiveAction.Unknown, HeartbeatResponse.Notify)]
    [TestCase("reboot", CorrectiveAction.Log, HeartbeatResponse.Notify)]
    [TestCase("reboot", CorrectiveAction.Stop, HeartbeatResponse.Notify)]
    [TestCase("log", CorrectiveAction.Reboot, HeartbeatResponse.Log)]
    [TestCase("log", CorrectiveAction.Stop, HeartbeatResponse.Log)]
    [TestCase("log", CorrectiveAction.Unknown, HeartbeatResponse.Notify)]
    [TestCase("stop", CorrectiveAction.Reboot, HeartbeatResponse.Log)]
    public void Answer_ToAWish_IsWhatTheOperatorGrants(
        string granted,
        CorrectiveAction wish,
        HeartbeatResponse expected
    )
    {
        var config = new TestConfig(
            ("masakari_introspective/heartbeat_corrective_actions", granted),
            ("masakari_introspective/allow_nova_stop", "true")
        );

        HeartbeatPolicy.From(config).Answer(wish).Should().Be(expected);
    }

    [Test]
    public void Answer_ToStop_WithoutPermission_IsANotification() =>
        new HeartbeatPolicy().Answer(CorrectiveAction.Stop).Should().Be(HeartbeatResponse.Notify);

    [Test]
    public void From_UnknownWish_IsRefused()
    {
        var read = () =>
            HeartbeatPolicy.From(new TestConfig(("masakari_introspective/heartbeat_corrective_actions", "rm")));

        read.Should()
            .Throw<FormatException>()
            .WithMessage("not one of the choices", "the reader adds what is allowed, once");
    }

    [Test]
    public void From_CrossedLimits_NamesBothOptions()
    {
        var read = () =>
            HeartbeatOptions.From(
                new TestConfig(
                    ("masakari_introspective/heartbeat_min_interval", "5000"),
                    ("masakari_introspective/heartbeat_max_interval", "1000")
                )
            );

        read.Should().Throw<ConfigException>().WithMessage("*heartbeat_max_interval*heartbeat_min_interval*");
    }

    [TestCase("org.openstack.masakari.0")]
    [TestCase("org.qemu.guest_agent.0")]
    public void From_PortInTheWrongList_IsRefused(string port)
    {
        var read = () => HeartbeatChannelOptions.From(new TestConfig(("masakari_introspective/heartbeat_ports", port)));

        read.Should().Throw<ConfigException>().WithMessage($"*heartbeat_ports*{port}*");
    }
}
