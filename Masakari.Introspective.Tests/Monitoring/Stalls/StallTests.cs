using FluentAssertions;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Monitoring.Stalls;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Tests.Libvirt;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Stalls;

/// <summary>Panics, watchdogs and I/O errors on a whole host.</summary>
internal sealed class StallTests
{
    private static readonly StallOptions All = new()
    {
        Panics = true,
        Watchdog = true,
        IoErrors = true,
    };

    [Test]
    public void ByDefault_NothingButInformationLeaves()
    {
        using var rig = new MonitorRig();
        var guests = Enumerable.Range(1, 4).Select(i => rig.Libvirt.Add($"instance-{i}")).ToList();
        rig.Start();
        rig.Advance(20);

        rig.Libvirt.Panic(guests[0]);
        rig.Libvirt.PauseByIoError(guests[1]);
        rig.Libvirt.PauseByWatchdog(guests[2]);
        rig.Libvirt.Raise(guests[3], DomainEventId.Watchdog, 0);
        rig.Advance(60);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.Notifier.Informed.Select(x => x.VirDomainEvent)
            .Should()
            .BeEquivalentTo(
                "SUSPENDED_IOERROR",
                "IO_ERROR_PAUSE",
                "UNKNOWN",
                "WATCHDOG_PAUSE",
                "SUSPENDED_WATCHDOG",
                "WATCHDOG_NONE"
            );
    }

    [Test]
    public async Task Panic_WithOnCrashDestroy_IsOneReportThatStaysTrueWhileItIsOff()
    {
        using var rig = new MonitorRig { Stalls = All };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);

        rig.Libvirt.Panic(guest);
        rig.Advance(4.5);
        rig.Notifier.Reported.Should().BeEmpty("libvirt may restart it");
        rig.Advance(60);

        var report = rig.Notifier.Reported.Should().ContainSingle().Subject;
        report
            .Should()
            .BeEquivalentTo(
                new
                {
                    Event = "QEMU_GUEST_AGENT_ERROR",
                    VirDomainEvent = "STOPPED_FAILED",
                    Cause = "the guest's kernel panicked",
                    Code = "guest-panicked",
                }
            );
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.StillTrue);
        rig.Libvirt.Boot(guest);
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.Gone);
    }

    [Test]
    public async Task Panic_WithOnCrashPreserve_IsReported()
    {
        using var rig = new MonitorRig { Stalls = All };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);

        rig.Libvirt.PanicAndStay(guest);
        rig.Advance(10);

        var report = rig.Notifier.Reported.Should().ContainSingle().Subject;
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.StillTrue);
    }

    [Test]
    public void Panic_ThatLibvirtCuresItself_IsNotReported()
    {
        using var rig = new MonitorRig { Stalls = All };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);

        rig.Libvirt.PanicAndRestart(guest);
        rig.Advance(60);

        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public void Panic_OwnerDestroysTheDomain_IsNotReported()
    {
        using var rig = new MonitorRig { Stalls = All };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);

        rig.Libvirt.PanicAndStay(guest);
        rig.Advance(2);
        rig.Libvirt.Destroy(guest);
        rig.Advance(60);

        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public async Task IoError_ThatPausesTheGuest_IsOneReportUntilItIsResumed()
    {
        using var rig = new MonitorRig { Stalls = All };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);

        rig.Libvirt.PauseByIoError(guest);
        rig.Advance(400);

        var report = rig.Notifier.Reported.Should().ContainSingle().Subject;
        report.Code.Should().Be("io-error-pause");
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.StillTrue);
        rig.Libvirt.Resume(guest);
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.Gone);
        rig.Instances.Find(guest.Uuid)!.Incidents.Open.Should().BeNull();
    }

    [Test]
    public async Task IoError_InTheBlackBoxRole_TruthIsReadWithoutAskingTheGuest()
    {
        using var rig = new MonitorRig { Stalls = All, Roles = MonitorRoles.BlackBox };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();

        rig.Libvirt.PauseByIoError(guest);
        rig.Advance(10);

        var report = rig.Notifier.Reported.Should().ContainSingle().Subject;
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.StillTrue);
        rig.Libvirt.Resume(guest);
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.Gone);
    }

    [Test]
    public void IntrospectiveRole_LeavesStallsToTheOther()
    {
        using var rig = new MonitorRig { Stalls = All, Roles = MonitorRoles.Introspective };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();

        rig.Libvirt.PauseByIoError(guest);
        rig.Advance(60);

        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public void PauseByItsOwner_IsNoStall()
    {
        using var rig = new MonitorRig { Stalls = All };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();

        rig.Libvirt.Suspend(guest);
        rig.Advance(60);

        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public void Watchdog_GuestStillAnswers_IsNotReported()
    {
        using var rig = new MonitorRig { Stalls = All };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);

        rig.Libvirt.Raise(guest, DomainEventId.Watchdog, 0);
        rig.Advance(60);

        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public async Task Watchdog_OfAGuestThatHangs_IsOneIncidentWithTheHang()
    {
        using var rig = new MonitorRig { Stalls = All };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(21);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);

        rig.Libvirt.Raise(guest, DomainEventId.Watchdog, 0);
        rig.Advance(60);

        var report = rig.Notifier.Reported.Should().ContainSingle().Subject;
        report.Code.Should().Be("watchdog-fired");
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.StillTrue);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Answering);
        rig.Advance(30);
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.Gone);
    }

    [Test]
    public void Watchdog_ThatPauses_IsReported()
    {
        using var rig = new MonitorRig { Stalls = All };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);

        rig.Libvirt.PauseByWatchdog(guest);
        rig.Advance(10);

        rig.Notifier.Reported.Should().ContainSingle().Which.Code.Should().Be("watchdog-fired");
    }

    [Test]
    public void Stall_ThatWasWithdrawn_IsReportedAgainWhileItLasts()
    {
        using var rig = new MonitorRig { Stalls = All };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Libvirt.PauseByIoError(guest);
        rig.Advance(10);
        rig.Notifier.WithdrawAll();

        rig.Advance(20);

        rig.Notifier.Reported.Should().HaveCount(2);
    }

    [Test]
    public async Task Stall_ReportedBeforeARestart_IsNotReportedAgain()
    {
        using var first = new MonitorRig { Stalls = All };
        var guest = first.Libvirt.Add("instance-1");
        first.Start();
        first.Libvirt.PauseByIoError(guest);
        first.Advance(10);
        var report = first.Notifier.Reported.Single();
        first.Notifier.DeliverAll();
        using var second = first.Next();

        second.Start();
        second.Advance(60);

        second.Notifier.Reported.Should().BeEmpty();
        (await second.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.StillTrue);
    }

    [Test]
    public void Stall_WhileTheMonitorWasDown_IsFound()
    {
        using var first = new MonitorRig { Stalls = All };
        var guest = first.Libvirt.Add("instance-1");
        first.Start();
        first.Advance(5);
        first.Libvirt.LoseConnection();
        first.Libvirt.PauseByIoError(guest);
        using var second = first.Next();
        second.Libvirt.RestoreConnection();

        second.Start();
        second.Advance(10);

        second.Notifier.Reported.Should().ContainSingle().Which.Code.Should().Be("io-error-pause");
    }
}
