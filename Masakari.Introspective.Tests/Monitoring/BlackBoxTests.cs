using FluentAssertions;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Tests.Monitoring.BlackBox;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring;

/// <summary>What masakari-instancemonitor reports, and what happened while nobody could see it.</summary>
internal sealed class BlackBoxTests
{
    [TestCaseSource(typeof(EventTableTests), nameof(EventTableTests.Rows))]
    public void RowOfTheEventTable_IsReportedOnceWithTheExactStrings(
        int id,
        int type,
        int detail,
        string name,
        string virDomainEvent
    )
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();

        rig.Libvirt.Raise(guest, (DomainEventId)id, type, detail);

        var sent = rig.Notifier.Reported.Concat(rig.Notifier.Informed).Should().ContainSingle().Subject;
        sent.Should()
            .BeEquivalentTo(
                new
                {
                    InstanceUuid = guest.Uuid,
                    Event = name,
                    VirDomainEvent = virDomainEvent,
                    HostName = "compute-1",
                    GeneratedAt = rig.Time.GetUtcNow(),
                }
            );
        rig.Notifier.Reported.Contains(sent).Should().Be(sent.IsActedOn);
    }

    [TestCase(DomainEventId.Lifecycle, 0, 0)]
    [TestCase(DomainEventId.Lifecycle, 2, 0)]
    [TestCase(DomainEventId.Lifecycle, 3, 0)]
    [TestCase(DomainEventId.Lifecycle, 4, 0)]
    [TestCase(DomainEventId.Lifecycle, 5, 2)]
    [TestCase(DomainEventId.Lifecycle, 5, 3)]
    [TestCase(DomainEventId.Lifecycle, 5, 4)]
    [TestCase(DomainEventId.Lifecycle, 6, 1)]
    [TestCase(DomainEventId.Lifecycle, 6, 2)]
    [TestCase(DomainEventId.Lifecycle, 8, 0)]
    [TestCase(DomainEventId.RtcChange, -1, -1)]
    [TestCase(DomainEventId.Watchdog, 6, -1)]
    [TestCase(DomainEventId.Graphics, 0, -1)]
    [TestCase(DomainEventId.DiskChange, 0, -1)]
    [TestCase(DomainEventId.AgentLifecycle, 2, 2)]
    [TestCase((DomainEventId)99, 5, 5)]
    public void AnyOtherEvent_IsNotReported(DomainEventId id, int type, int detail)
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();

        rig.Libvirt.Raise(guest, id, type, detail);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.Notifier.Informed.Should().BeEmpty();
    }

    [Test]
    public void SameEvent_WithinTwoSeconds_CountsOnce()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Libvirt.Raise(guest, DomainEventId.Reboot);
        rig.Advance(1.9);
        rig.Libvirt.Raise(guest, DomainEventId.Reboot);
        rig.Advance(0.2);
        rig.Libvirt.Raise(guest, DomainEventId.Reboot);

        rig.Notifier.Informed.Should().HaveCount(2);
    }

    [Test]
    public void EventOfAnUnknownDomain_IsReportedAllTheSame()
    {
        using var rig = new MonitorRig();
        rig.Start();
        var late = rig.Libvirt.Add("instance-9");

        rig.Libvirt.Raise(late, DomainEventId.Lifecycle, 5, 5);

        rig.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void IntrospectiveRole_LeavesEventsToTheInstanceMonitor()
    {
        using var rig = new MonitorRig { Roles = MonitorRoles.Introspective };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();

        rig.Libvirt.KillQemu(guest);
        rig.Advance(5);

        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public void BlackBoxRole_AsksNoGuest()
    {
        using var rig = new MonitorRig { Roles = MonitorRoles.BlackBox };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();

        rig.Advance(60);

        guest.AgentCalls.Should().Be(0);
    }

    [Test]
    public void QemuKilledWhileLibvirtWasAway_IsReportedAfterwards()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Libvirt.LoseConnection();
        rig.Libvirt.KillQemu(guest);
        rig.Advance(5);

        rig.Libvirt.RestoreConnection();
        rig.Advance(1);

        rig.Notifier.Reported.Should().ContainSingle().Which.VirDomainEvent.Should().Be("STOPPED_FAILED");
    }

    [Test]
    public void QemuKilledWhileTheMonitorWasDown_IsReportedByTheNextOne()
    {
        using var first = new MonitorRig();
        var guest = first.Libvirt.Add("instance-1");
        first.Start();
        first.Advance(5);
        first.Libvirt.LoseConnection();
        first.Libvirt.KillQemu(guest);
        using var second = first.Next();
        second.Libvirt.RestoreConnection();

        second.Start();

        second.Notifier.Reported.Should().ContainSingle().Which.VirDomainEvent.Should().Be("STOPPED_FAILED");
    }

    [Test]
    public void HangReportedAndDelivered_ThenQemuDies_IsOneIncident()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(20);
        rig.Notifier.DeliverAll();

        rig.Libvirt.KillQemu(guest);

        rig.Notifier.Reported.Should().ContainSingle().Which.Event.Should().Be("QEMU_GUEST_AGENT_ERROR");
    }

    [Test]
    public async Task FaultReader_TellsACrashFromAnOwnersStop()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Libvirt.KillQemu(guest);
        var crash = rig.Notifier.Reported.Single();
        (await rig.Faults.ReadAsync(crash, default)).Truth.Should().Be(FaultTruth.StillTrue);

        rig.Libvirt.Boot(guest);
        (await rig.Faults.ReadAsync(crash, default)).Truth.Should().Be(FaultTruth.Gone);
        rig.Libvirt.Destroy(guest);
        (await rig.Faults.ReadAsync(crash, default)).Truth.Should().Be(FaultTruth.Gone);
        rig.Libvirt.LoseConnection();
        (await rig.Faults.ReadAsync(crash, default)).Truth.Should().Be(FaultTruth.Unknown);
    }
}
