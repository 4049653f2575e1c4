using System.Globalization;
using FluentAssertions;
using Masakari.Introspective.Monitoring.Arming;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Arming;

/// <summary>When silence begins to mean something, on a whole host in simulated time.</summary>
internal sealed class ArmingTests
{
    [Test]
    public void HungBeforeMinimumUptime_IsHeldUntilThen()
    {
        using var rig = new MonitorRig { Arming = new ArmingOptions { MinimumUptime = TimeSpan.FromSeconds(120) } };
        var guest = rig.Libvirt.Add("instance-1", running: false);
        rig.Start();
        rig.Advance(500);
        rig.Libvirt.Boot(guest);
        rig.Advance(30);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);

        rig.Advance(89);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.Instances.Find(guest.Uuid)!.Ruling!.Code.Should().Be("minimum-uptime");
        rig.Log.Count(LogLevel.Warning, "[minimum-uptime]").Should().Be(1);
        rig.Advance(14);
        rig.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void HungAfterAReboot_CountsFromTheReboot()
    {
        using var rig = new MonitorRig { Arming = new ArmingOptions { MinimumUptime = TimeSpan.FromSeconds(120) } };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(500);
        rig.Libvirt.Reboot(guest);
        rig.Libvirt.OpenAgentPort(guest);
        rig.Advance(20);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);

        rig.Advance(95);
        rig.Notifier.Reported.Should().BeEmpty();

        rig.Advance(25);
        rig.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void AKilledQemu_IsNotHeld()
    {
        using var rig = new MonitorRig { Arming = new ArmingOptions { MinimumUptime = TimeSpan.FromSeconds(120) } };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(10);

        rig.Libvirt.KillQemu(guest);
        rig.Advance(1);

        rig.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void ARestartedMonitor_KnowsSinceWhenTheGuestRuns()
    {
        using var before = new MonitorRig { Arming = new ArmingOptions { MinimumUptime = TimeSpan.FromSeconds(120) } };
        var guest = before.Libvirt.Add("instance-1");
        before.Start();
        before.Advance(130);
        using var rig = before.Next().Start();
        rig.Advance(12);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);

        rig.Advance(20);

        rig.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void NeverAnswered_IsCountedAndNamedAfterTheNotice()
    {
        using var rig = new MonitorRig();
        var silent = rig.Libvirt.Add("instance-1");
        rig.Libvirt.SetAgent(silent, AgentBehaviour.Silent);
        var answering = rig.Libvirt.Add("instance-2");
        var off = rig.Libvirt.Add("instance-3", running: false);
        rig.Start();

        rig.Advance(295);
        Named(rig).Should().BeEmpty();
        rig.Advance(20);

        Named(rig)
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain($"1 watched guest(s) have not answered")
            .And.Contain($"instance-1 ({silent.Uuid})")
            .And.NotContain(answering.Uuid.ToString())
            .And.NotContain(off.Uuid.ToString());
        rig.Advance(3600);
        Named(rig).Should().ContainSingle("the next line is due in a day");
    }

    [Test]
    public void ManyUnarmed_ABoundedListAndACount()
    {
        using var rig = new MonitorRig();
        for (var i = 0; i < ArmingDesk.MostNamed + 5; i++)
        {
            var guest = rig.Libvirt.Add(string.Create(CultureInfo.InvariantCulture, $"instance-{i}"));
            rig.Libvirt.SetAgent(guest, AgentBehaviour.PortClosed);
        }

        rig.Start();
        rig.Advance(320);

        var line = Named(rig).Should().ContainSingle().Subject;
        line.Should().Contain("25 watched guest(s)").And.Contain(" and 5 more. ").And.Contain("instance-19 (");
        line.Should().NotContain("instance-20 (");
    }

    private static List<string> Named(MonitorRig rig) =>
        [
            .. rig
                .Log.Lines.Where(line => line.Text.Contains("watched guest(s)", StringComparison.Ordinal))
                .Select(line => line.Text),
        ];
}
