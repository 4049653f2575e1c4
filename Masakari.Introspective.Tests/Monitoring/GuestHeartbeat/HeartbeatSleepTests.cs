using FluentAssertions;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.GuestHeartbeat;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using static Masakari.Introspective.Tests.Monitoring.GuestHeartbeat.HeartbeatScene;

namespace Masakari.Introspective.Tests.Monitoring.GuestHeartbeat;

/// <summary>Guests that cannot answer, and monitors that missed why.</summary>
internal sealed class HeartbeatSleepTests
{
    [Test]
    public void AsleepInS3_WhileTheMonitorRestarts_IsNotReported()
    {
        using var first = new MonitorRig();
        var (domain, _) = Established(first);
        (domain.State, domain.Reason) = (DomainState.PmSuspended, 0);
        using var second = first.Next(isKilled: true);
        second.Start();
        second.Hub.Open(domain.Uuid, Port, answers: false);

        second.Advance(120);

        second.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public void ResumedWhileLibvirtIsAway_ThenHangs_IsReported()
    {
        using var rig = new MonitorRig();
        var (domain, guest) = Established(rig);
        rig.Libvirt.Suspend(domain);
        rig.Advance(20);
        rig.Libvirt.LoseConnection();
        rig.Libvirt.Resume(domain);
        rig.Libvirt.RestoreConnection();
        guest.Register();
        rig.Advance(20);
        guest.Answers = false;

        rig.Advance(5);

        rig.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void ChannelHeldByAnotherClientAfterARestart_IsWarnedAboutAndNotReported()
    {
        using var first = new MonitorRig();
        var (domain, _) = Established(first);
        first.Advance(2);
        using var second = first.Next(isKilled: true);
        second.Start();
        second.Hub.Open(domain.Uuid, Port, answers: false).IsServed = false;

        second.Advance(60);

        second.Notifier.Reported.Should().BeEmpty();
        second.Log.Count(LogLevel.Warning, "nobody reads what is sent").Should().Be(1);
    }

    [Test]
    public void HeartbeatSwitchedOffAfterAReport_DoesNotHideALaterHang()
    {
        using var first = new MonitorRig();
        var (domain, guest) = Established(first);
        guest.Answers = false;
        first.Advance(5);
        first.Notifier.Reported.Should().ContainSingle();
        using var second = first.Next(
            heartbeat: new HeartbeatSettings(
                new HeartbeatOptions(),
                new HeartbeatChannelOptions { Mode = HeartbeatMode.Off },
                new HeartbeatPolicy()
            )
        );
        second.Start();
        second.Advance(20);
        second.Libvirt.SetAgent(domain, Tests.Libvirt.AgentBehaviour.Silent);

        second.Advance(40);

        second.Notifier.Reported.Should().ContainSingle();
    }
}
