using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Operations;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Operations;
using Masakari.Introspective.Notifications;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Operations;

/// <summary>Everything that people do to instances and that looks like a failure, in simulated time.</summary>
internal sealed class PlannedOperationTests
{
    [Test]
    public void SteadyState_HangIsReportedWithin20SecondsAsEver()
    {
        using var rig = new PlannedRig();

        rig.Hang();
        rig.Rig.Advance(18.1);

        rig.Reported.Should().ContainSingle();
    }

    [Test]
    public async Task Stop_GuestThatIsSilentFor50SecondsOfShutdown_IsHeldThenOff()
    {
        using var rig = new PlannedRig();
        rig.TaskState = "powering-off";
        rig.HangUntilReported();

        for (var i = 0; i < 3; i++)
        {
            (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.Unknown);
            rig.HeldFor().Should().Be("planned-stop");
            rig.Rig.Advance(10);
        }

        rig.Rig.Libvirt.BeginShutdown(rig.Guest);
        rig.Rig.Advance(2);
        rig.Rig.Libvirt.PowerOff(rig.Guest);
        (rig.TaskState, rig.VmState) = (null, "stopped");
        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.Gone);
        rig.Reported.Should().ContainSingle("it never left");
        rig.Rig.Journal.Of(rig.Guest.Uuid).Count(x => x.Kind is DecisionKind.Held).Should().Be(1);
    }

    [Test]
    public async Task Stop_ThatNeverEnds_IsReportedAfterItsCeilingAndSaysSo()
    {
        using var rig = new PlannedRig();
        rig.TaskState = "powering-off";
        rig.HangUntilReported();
        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.Unknown);

        for (var i = 0; i < 16; i++)
        {
            rig.Rig.Advance(10);
            (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.Unknown);
        }

        rig.Rig.Advance(25);
        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.Unknown, "it is asked once more after the hold");
        rig.Rig.Advance(12);
        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.StillTrue);
        rig.Rig.Log.Lines.Should().Contain(line => line.Text.Contains("no longer held back", StringComparison.Ordinal));
        rig.Rig.Journal.Of(rig.Guest.Uuid)
            .Should()
            .ContainSingle(x => x.Kind == DecisionKind.HoldEnded && x.Code == "planned-stop");
    }

    [Test]
    public void ShutdownInTheGuest_FromItsFirstSignToItsEnd_IsNotReported()
    {
        using var rig = new PlannedRig();

        rig.Rig.Libvirt.BeginShutdown(rig.Guest);
        rig.Rig.Advance(60);
        rig.Rig.Libvirt.PowerOff(rig.Guest);
        rig.Rig.Advance(60);

        rig.Reported.Should().BeEmpty();
    }

    [Test]
    public void ShutdownInTheGuest_ThatEndsInQemusDeath_IsNotReported()
    {
        using var rig = new PlannedRig();
        rig.Rig.Libvirt.BeginShutdown(rig.Guest);

        rig.Rig.Libvirt.KillQemu(rig.Guest);

        rig.Reported.Should().BeEmpty();
        rig.Rig.Journal.Of(rig.Guest.Uuid)
            .Should()
            .ContainSingle(x => x.Kind == DecisionKind.Refused && x.Code == "planned-stop");
    }

    [TestCase("rebooting", TestName = "SoftReboot_SilentGuest_IsHeldUntilItRunsAnew")]
    [TestCase("reboot_started_hard", TestName = "HardReboot_SilentGuest_IsHeldUntilItRunsAnew")]
    public async Task Reboot(string task)
    {
        using var rig = new PlannedRig();
        rig.TaskState = task;
        rig.HangUntilReported();
        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.Unknown);
        rig.HeldFor().Should().Be("planned-reboot");

        rig.Rig.Libvirt.Destroy(rig.Guest);
        rig.Rig.Libvirt.Boot(rig.Guest);
        rig.TaskState = null;

        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.Gone);
        rig.Rig.Advance(120);
        rig.Reported.Should().ContainSingle();
    }

    [Test]
    public void RebootInTheGuest_Of90Seconds_IsNotReported()
    {
        using var rig = new PlannedRig();

        rig.Rig.Libvirt.Reboot(rig.Guest);
        rig.Rig.Advance(90);
        rig.Rig.Libvirt.OpenAgentPort(rig.Guest);
        rig.Rig.Advance(60);

        rig.Reported.Should().BeEmpty();
        rig.Rig.DetectorOf(rig.Guest).State.Should().Be(GuestState.Healthy);
    }

    [Test]
    public void Pause_Unpause_IsNotReported()
    {
        using var rig = new PlannedRig();
        rig.Hang();
        rig.Rig.Advance(12);

        rig.Rig.Libvirt.Suspend(rig.Guest);
        rig.Rig.Advance(600);
        rig.Rig.Libvirt.Resume(rig.Guest);
        rig.Rig.Advance(3);
        rig.Answer();
        rig.Rig.Advance(60);

        rig.Reported.Should().BeEmpty();
    }

    [Test]
    public void Resumed_GuestThatStaysSilent_IsHeldForTheGraceThenReported()
    {
        using var rig = new PlannedRig(
            new OperationOptions { Limits = new OperationLimits { Grace = TimeSpan.FromSeconds(30) } }
        );
        rig.Hang();
        rig.Rig.Libvirt.Suspend(rig.Guest);
        rig.Rig.Libvirt.Resume(rig.Guest);

        rig.Rig.Advance(29);
        rig.Reported.Should().BeEmpty();
        rig.HeldFor().Should().Be("grace");
        rig.Rig.Advance(15);

        rig.Reported.Should().ContainSingle();
    }

    [Test]
    public void ManagedSave_Restore_IsNotReported()
    {
        using var rig = new PlannedRig();

        rig.Guest.Job = new DomainJob(2, DomainJobOperation.Save);
        rig.Rig.Advance(5);
        rig.Rig.Libvirt.Save(rig.Guest);
        rig.Rig.Advance(600);
        rig.Rig.Libvirt.Restore(rig.Guest);
        rig.Rig.Advance(60);

        rig.Reported.Should().BeEmpty();
        rig.Rig.DetectorOf(rig.Guest).State.Should().Be(GuestState.Healthy);
    }

    [Test]
    public void MigrationOut_GuestStarvedByIt_IsHeldUntilItLeft()
    {
        using var rig = new PlannedRig(readNova: false);
        rig.Rig.Libvirt.BeginMigrationOut(rig.Guest);
        rig.Hang();

        rig.Rig.Advance(300);
        rig.Reported.Should().BeEmpty();
        rig.HeldFor().Should().Be("migrating");
        rig.Rig.Libvirt.LeaveByMigration(rig.Guest);
        rig.Rig.Advance(60);

        rig.Reported.Should().BeEmpty();
    }

    [Test]
    public void MigrationOut_Cancelled_ReleasesAGuestThatStaysSilent_AfterTheGrace()
    {
        using var rig = new PlannedRig(
            new OperationOptions { Limits = new OperationLimits { Grace = TimeSpan.FromSeconds(30) } },
            readNova: false
        );
        rig.Rig.Libvirt.BeginMigrationOut(rig.Guest);
        rig.Hang();
        rig.Rig.Advance(120);

        rig.Rig.Libvirt.CancelMigrationOut(rig.Guest);
        rig.Rig.Advance(28);
        rig.Reported.Should().BeEmpty();
        rig.HeldFor().Should().Be("grace");
        rig.Rig.Advance(30);

        rig.Reported.Should().ContainSingle();
    }

    [Test]
    public void MigrationOut_Cancelled_GuestThatAnswersAgain_IsNotReported()
    {
        using var rig = new PlannedRig(readNova: false);
        rig.Rig.Libvirt.BeginMigrationOut(rig.Guest);
        rig.Hang();
        rig.Rig.Advance(120);

        rig.Rig.Libvirt.CancelMigrationOut(rig.Guest);
        rig.Answer();
        rig.Rig.Advance(60);

        rig.Reported.Should().BeEmpty();
        rig.Rig.Instances.Find(rig.Guest.Uuid)!.Ruling.Should().BeNull();
    }

    [Test]
    public void MigrationOut_WithoutEnd_ReleasesAtItsCeiling()
    {
        using var rig = new PlannedRig(
            new OperationOptions { Limits = new OperationLimits { Migration = TimeSpan.FromSeconds(100) } },
            readNova: false
        );
        rig.Rig.Libvirt.BeginMigrationOut(rig.Guest);
        rig.Hang();

        rig.Rig.Advance(90);
        rig.Reported.Should().BeEmpty();
        rig.Rig.Advance(40);

        rig.Reported.Should().ContainSingle();
        rig.Rig.Journal.Of(rig.Guest.Uuid).Should().ContainSingle(x => x.Kind == DecisionKind.HoldEnded);
    }

    [Test]
    public void MigrationIn_Succeeded_IsWatchedAsAnyOther()
    {
        using var rig = new PlannedRig(readNova: false);
        var guest = rig.Rig.Libvirt.Add("instance-2", running: false);

        rig.Rig.Libvirt.BeginMigrationIn(guest);
        rig.Rig.Advance(300);
        rig.Rig.Libvirt.ArriveByMigration(guest);
        rig.Rig.Advance(60);
        rig.Reported.Should().BeEmpty();
        rig.Rig.DetectorOf(guest).State.Should().Be(GuestState.Healthy);
        rig.Rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Rig.Advance(20);

        rig.Reported.Should().ContainSingle(x => x.InstanceUuid == guest.Uuid);
    }

    [Test]
    public void MigrationIn_Succeeded_ThenQemuDies_IsReported()
    {
        using var rig = new PlannedRig(readNova: false);
        var guest = rig.Rig.Libvirt.Add("instance-2", running: false);
        rig.Rig.Libvirt.BeginMigrationIn(guest);
        rig.Rig.Libvirt.ArriveByMigration(guest);
        rig.Rig.Advance(1);

        rig.Rig.Libvirt.KillQemu(guest);

        rig.Reported.Should().ContainSingle(x => x.Event == "LIFECYCLE");
    }

    [Test]
    public void MigrationIn_Failed_IsNeverReported()
    {
        using var rig = new PlannedRig(readNova: false);
        var guest = rig.Rig.Libvirt.Add("instance-2", running: false);
        rig.Rig.Libvirt.BeginMigrationIn(guest);
        rig.Rig.Advance(30);

        rig.Rig.Libvirt.KillQemu(guest);
        rig.Rig.Advance(60);

        rig.Reported.Should().BeEmpty();
        rig.Rig.Journal.Of(guest.Uuid)
            .Should()
            .ContainSingle(x => x.Kind == DecisionKind.Refused && x.Code == "incoming-migration-failed");
    }

    [Test]
    public void MigrationIn_OfADomainNeverListed_Failed_IsNeverReported()
    {
        using var rig = new PlannedRig(readNova: false);
        var guest = new InMemoryDomain(Guid.NewGuid(), "instance-3");

        // Undefined again before it could be read.
        rig.Rig.Libvirt.Raise(guest, DomainEventId.Lifecycle, 2, 1);
        rig.Rig.Libvirt.Raise(guest, DomainEventId.Lifecycle, 5, 5);

        rig.Reported.Should().BeEmpty();
        rig.Rig.Log.Lines.Should().Contain(line => line.Text.Contains("did not arrive", StringComparison.Ordinal));
    }

    [Test]
    public void DeathOfADomainNeverListed_IsReportedAsEver()
    {
        using var rig = new PlannedRig(readNova: false);
        var guest = new InMemoryDomain(Guid.NewGuid(), "instance-3");

        rig.Rig.Libvirt.Raise(guest, DomainEventId.Lifecycle, 5, 5);

        rig.Reported.Should().ContainSingle();
    }

    [Test]
    public void MigrationIn_UnderWayWhenTheMonitorStarts_Failed_IsNeverReported()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        (guest.State, guest.Reason) = (DomainState.Paused, 2);
        rig.Start();
        rig.Advance(10);

        rig.Libvirt.KillQemu(guest);

        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public void AgentUpgrade_PortClosedThenOpen_IsNotReported()
    {
        using var rig = new PlannedRig();

        rig.Rig.Libvirt.CloseAgentPort(rig.Guest);
        rig.Rig.Advance(45);
        rig.Rig.Libvirt.OpenAgentPort(rig.Guest);
        rig.Rig.Advance(60);

        rig.Reported.Should().BeEmpty();
        rig.Rig.DetectorOf(rig.Guest).State.Should().Be(GuestState.Healthy);
    }

    [Test]
    public void AgentUpgrade_NewAgentSlowToAnswer_IsHeldForTheGrace()
    {
        using var rig = new PlannedRig(
            new OperationOptions { Limits = new OperationLimits { Grace = TimeSpan.FromSeconds(30) } }
        );
        rig.Rig.Libvirt.CloseAgentPort(rig.Guest);
        rig.Rig.Advance(10);
        rig.Rig.Libvirt.OpenAgentPort(rig.Guest, AgentBehaviour.Silent);

        rig.Rig.Advance(25);
        rig.Reported.Should().BeEmpty();
        rig.HeldFor().Should().Be("grace");
        rig.Answer();
        rig.Rig.Advance(60);

        rig.Reported.Should().BeEmpty();
    }

    [Test]
    public void Snapshot_JobOfLibvirt_IsHeldWhileItLasts()
    {
        using var rig = new PlannedRig(readNova: false);
        rig.Guest.Job = new DomainJob(2, DomainJobOperation.Snapshot);
        rig.Hang();

        rig.Rig.Advance(60);

        rig.Reported.Should().BeEmpty();
        rig.HeldFor().Should().Be("snapshot");
    }

    [Test]
    public void Backup_JobBesideWhichTheGuestRuns_ExcusesNothing()
    {
        using var rig = new PlannedRig(readNova: false);
        rig.Guest.Job = new DomainJob(2, DomainJobOperation.Backup);

        rig.HangUntilReported();
    }

    [Test]
    public async Task Snapshot_OfNova_IsHeldBeforeItIsSent()
    {
        using var rig = new PlannedRig();
        rig.TaskState = "image_snapshot";
        rig.HangUntilReported();

        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.Unknown);
        rig.HeldFor().Should().Be("snapshot");
        rig.TaskState = null;
        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.Unknown, "it may have answered since");
        rig.Rig.Advance(12);
        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.Unknown);
        rig.HeldFor().Should().Be("grace");
        rig.Rig.Advance(20);
        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.Unknown, "it is asked once more after the hold");
        rig.Rig.Advance(12);
        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.StillTrue);
    }

    [Test]
    public async Task MigrationOut_BegunAfterTheVerdict_IsHeldBeforeItIsSent()
    {
        using var rig = new PlannedRig();
        rig.HangUntilReported();
        rig.Rig.Advance(3);
        rig.Rig.Libvirt.BeginMigrationOut(rig.Guest);

        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.Unknown);
        rig.HeldFor().Should().Be("migrating");
    }

    [TestCase("stopped", "owner-stopped")]
    [TestCase("shelved_offloaded", "owner-stopped")]
    [TestCase("rescued", "not-in-service")]
    public async Task OwnersState_SilentGuest_IsWithdrawnAndNotReportedAgain(string vmState, string code)
    {
        using var rig = new PlannedRig();
        rig.VmState = vmState;
        rig.Locked = true;
        rig.HangUntilReported();

        var (truth, why) = await rig.ReadAsync();
        rig.Rig.Notifier.WithdrawAll();
        rig.Rig.Advance(600);

        truth.Should().Be(FaultTruth.Gone);
        why.Should().Contain(code).And.Contain("locked");
        rig.Reported.Should().ContainSingle();
        rig.Rig.DetectorOf(rig.Guest).State.Should().Be(GuestState.Held);
    }

    [Test]
    public async Task OwnersState_TakenBack_SilentGuestIsReportedAgain()
    {
        using var rig = new PlannedRig();
        rig.VmState = "rescued";
        rig.HangUntilReported();
        await rig.ReadAsync();
        rig.Rig.Notifier.WithdrawAll();
        rig.Rig.Advance(30);

        rig.VmState = "active";
        rig.Rig.Advance(90);

        rig.Reported.Should().HaveCount(2);
        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.StillTrue);
    }

    [TestCase("active")]
    [TestCase("resized")]
    [TestCase("error")]
    public async Task ServingState_SilentGuest_IsSent(string vmState)
    {
        using var rig = new PlannedRig();
        rig.VmState = vmState;
        rig.HangUntilReported();

        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.StillTrue);
    }

    [Test]
    public async Task OtherHost_SilentGuest_IsWithdrawn()
    {
        using var rig = new PlannedRig();
        rig.Host = "compute-2";
        rig.HangUntilReported();

        var (truth, why) = await rig.ReadAsync();

        truth.Should().Be(FaultTruth.Gone);
        why.Should().Contain("compute-2").And.Contain("other-host");
    }

    [Test]
    public async Task Death_NovaHasItStoppedByItself_IsSent()
    {
        using var rig = new PlannedRig();
        rig.Rig.Libvirt.KillQemu(rig.Guest);
        rig.VmState = "stopped";
        rig.Rig.Advance(20);

        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.StillTrue);
    }

    [Test]
    public async Task Death_WhileItsOwnerStopsIt_IsWithdrawn()
    {
        using var rig = new PlannedRig();
        rig.TaskState = "powering-off";
        rig.Rig.Libvirt.KillQemu(rig.Guest);

        var (truth, why) = await rig.ReadAsync();

        truth.Should().Be(FaultTruth.Gone);
        why.Should().Contain("owner-stopped");
    }

    [Test]
    public async Task Death_NovaStopsItByItself15SecondsLater_IsHeldThenSent()
    {
        using var rig = new PlannedRig();
        rig.Rig.Libvirt.KillQemu(rig.Guest);
        rig.Rig.Advance(15);
        rig.TaskState = "powering-off";

        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.Unknown);
        (rig.TaskState, rig.VmState) = (null, "stopped");

        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.StillTrue);
    }

    [Test]
    public async Task Death_DuringAReboot_IsHeld()
    {
        using var rig = new PlannedRig();
        rig.TaskState = "rebooting_hard";
        rig.Rig.Libvirt.KillQemu(rig.Guest);

        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.Unknown);
        rig.HeldFor().Should().Be("planned-reboot");
    }
}
