using FluentAssertions;
using Masakari.Introspective.Channels;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.GuestHeartbeat;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.Protocol.Heartbeat;
using Microsoft.Extensions.Logging;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using NUnit.Framework;
using static Masakari.Introspective.Tests.Monitoring.GuestHeartbeat.HeartbeatScene;

namespace Masakari.Introspective.Tests.Monitoring.GuestHeartbeat;

/// <summary>From a guest's heartbeat to one notification, with a played libvirt, played channels and simulated time.</summary>
internal sealed class HeartbeatTests
{
    [TestCase("cgcs.heartbeat", ChannelFormat.Heartbeat)]
    [TestCase(Port, ChannelFormat.Base)]
    public void InstanceWithAChannel_IsFollowed(string port, ChannelFormat format)
    {
        using var rig = new MonitorRig();
        var domain = AddWith(rig, port);
        rig.Start();

        rig.Hub.Followed.Values.Should().Equal(new ChannelTarget(domain.Uuid, port, "/q/" + port + ".sock", format));
    }

    [Test]
    public void BlackBoxRole_FollowsNothing()
    {
        using var rig = new MonitorRig { Roles = MonitorRoles.BlackBox };
        AddWith(rig, Port);
        rig.Start();

        rig.Hub.Followed.Should().BeEmpty();
    }

    [Test]
    public void HungAgent_IsReportedOnce_WithinThreeIntervals()
    {
        using var rig = new MonitorRig();
        var (domain, guest) = Established(rig);
        guest.Answers = false;

        rig.Advance(3.01);
        rig.Advance(600);

        var sent = rig.Notifier.Reported.Should().ContainSingle().Subject;
        sent.Should()
            .BeEquivalentTo(
                new
                {
                    InstanceUuid = domain.Uuid,
                    Event = "QEMU_GUEST_AGENT_ERROR",
                    VirDomainEvent = "STOPPED_FAILED",
                    HostName = "compute-1",
                }
            );
        sent.Cause.Should().Contain("2 heartbeat challenges in a row unanswered");
    }

    [Test]
    public void ShortestInterval_IsOnTime()
    {
        using var rig = new MonitorRig();
        var (_, guest) = Established(rig, intervalMs: 400);
        guest.Got.Clear();

        rig.Advance(40);

        guest.Got.OfType<Challenge>().Should().HaveCount(100);
        guest.Answers = false;
        rig.Advance(1.21);
        rig.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void IllHealth_IsReportedWithTheGuestsWords()
    {
        using var rig = new MonitorRig();
        var (_, guest) = Established(rig);
        (guest.Health, guest.Text) = (Health.Unhealthy, "disk\nfull");

        rig.Advance(60);

        rig.Notifier.Reported.Should().ContainSingle().Which.Cause.Should().EndWith("not well: disk full");
    }

    [Test]
    public void BothSidesFail_IsOneNotification_AndTheLogKnowsBothCauses()
    {
        using var rig = new MonitorRig();
        var (domain, guest) = Established(rig);
        guest.Answers = false;
        rig.Libvirt.SetAgent(domain, AgentBehaviour.Silent);

        rig.Advance(60);

        rig.Notifier.Reported.Should().ContainSingle();
        var line = rig.Log.Lines.Single(x => x.Text.Contains("part of the incident", StringComparison.Ordinal));
        line.Text.Should().Contain("heartbeat challenges").And.Contain("guest agent left 3 questions");
        line.InstanceUuid.Should().Be(domain.Uuid);
    }

    [Test]
    public async Task HealthyPing_DoesNotWithdrawAHeartbeatsIncident()
    {
        using var rig = new MonitorRig();
        var (domain, guest) = Established(rig);
        guest.Answers = false;
        rig.Libvirt.SetAgent(domain, AgentBehaviour.Silent);
        rig.Advance(60);
        var report = rig.Notifier.Reported.Single();

        rig.Libvirt.SetAgent(domain, AgentBehaviour.Answering);
        rig.Advance(30);
        rig.DetectorOf(domain).State.Should().Be(GuestState.Healthy);
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.StillTrue);
        rig.Instances.Find(domain.Uuid)!.Incidents.Open.Should().NotBeNull();

        guest.Answers = true;
        rig.Advance(3);
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.Gone);
        rig.Instances.Find(domain.Uuid)!.Incidents.Open.Should().BeNull();
    }

    [Test]
    public async Task HealthyHeartbeat_DoesNotWithdrawAPingsIncident()
    {
        using var rig = new MonitorRig();
        var (domain, guest) = Established(rig);
        guest.Answers = false;
        rig.Libvirt.SetAgent(domain, AgentBehaviour.Silent);
        rig.Advance(60);
        var report = rig.Notifier.Reported.Single();

        guest.Answers = true;
        rig.Advance(10);
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.StillTrue);

        rig.Libvirt.SetAgent(domain, AgentBehaviour.Answering);
        rig.Advance(30);
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.Gone);
    }

    [Test]
    public async Task PausedAfterTheVerdict_TheFaultIsNotKnown()
    {
        using var rig = new MonitorRig();
        var (domain, guest) = Established(rig);
        guest.Answers = false;
        rig.Advance(5);
        domain.State = DomainState.Paused;

        var (truth, _) = await rig.Faults.ReadAsync(rig.Notifier.Reported.Single(), default);

        truth.Should().Be(FaultTruth.Unknown);
    }

    [Test]
    public void Recovered_AndFailedAgain_IsReportedAgain()
    {
        using var rig = new MonitorRig();
        var (_, guest) = Established(rig);
        guest.Answers = false;
        rig.Advance(40);
        guest.Answers = true;
        rig.Advance(5);
        guest.Answers = false;
        rig.Advance(10);

        rig.Notifier.Reported.Should().HaveCount(2);
    }

    [Test]
    public void FlappingGuest_IsNotReportedWithEachFlap()
    {
        using var rig = new MonitorRig();
        var (_, guest) = Established(rig, intervalMs: 400);
        for (var i = 0; i < 300; i++)
        {
            guest.Health = i % 2 == 0 ? Health.Unhealthy : Health.Healthy;
            rig.Advance(0.4);
        }

        rig.Notifier.Reported.Should().HaveCountLessThanOrEqualTo(5);
        rig.Log.Lines.Should().HaveCountLessThan(300);
    }

    [Test]
    public void Wish_Log_ReportsNothing_AndLeavesPingAlone()
    {
        using var rig = new MonitorRig();
        var (domain, guest) = Established(rig, wish: CorrectiveAction.Log);
        guest.Answers = false;
        rig.Advance(60);
        rig.Notifier.Reported.Should().BeEmpty();
        rig.Log.Count(LogLevel.Warning, "a line in the log is what the guest wishes for").Should().Be(1);

        rig.Libvirt.SetAgent(domain, AgentBehaviour.Silent);
        rig.Advance(30);

        rig.Notifier.Reported.Should().ContainSingle().Which.Cause.Should().Contain("guest agent");
    }

    [Test]
    public void Wish_Stop_NotAllowed_IsReportedAndSaid()
    {
        using var rig = new MonitorRig();
        var (_, guest) = Established(rig, wish: CorrectiveAction.Stop);
        guest.Answers = false;

        rig.Advance(60);

        rig.Notifier.Reported.Should().ContainSingle();
        rig.Log.Count(LogLevel.Warning, "allow_nova_stop is off").Should().Be(1);
        rig.Nova.ReceivedCalls().Should().BeEmpty();
    }

    [Test]
    public void Wish_Stop_Allowed_IsNovasWork_EvenWhenPingFailsToo()
    {
        using var rig = new MonitorRig { Heartbeat = With(new HeartbeatPolicy { NovaStop = true }) };
        var (domain, guest) = Established(rig, wish: CorrectiveAction.Stop);
        guest.Answers = false;
        rig.Libvirt.SetAgent(domain, AgentBehaviour.Silent);

        rig.Advance(60);

        _ = rig.Nova.Received(1).StopAsync(domain.Uuid, Arg.Any<CancellationToken>());
        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public void Wish_Stop_DuringAJobThatNobodyAskedForYet_IsHeldBack()
    {
        using var rig = new MonitorRig { Heartbeat = With(new HeartbeatPolicy { NovaStop = true }) };
        var (domain, guest) = Established(rig, wish: CorrectiveAction.Stop);
        rig.Libvirt.BeginMigrationOut(domain);
        guest.Answers = false;
        rig.Advance(60);
        guest.Answers = true;
        rig.Advance(60);
        rig.Libvirt.CancelMigrationOut(domain);
        rig.Advance(60);

        rig.Nova.ReceivedCalls().Should().BeEmpty();
        rig.Notifier.Reported.Should().BeEmpty();
        rig.Journal.Of(domain.Uuid).Select(decision => decision.Kind).Should().Contain(DecisionKind.Withdrawn);
    }

    [Test]
    public void Wish_Stop_RefusedByNova_IsReportedAndSaid()
    {
        using var rig = new MonitorRig { Heartbeat = With(new HeartbeatPolicy { NovaStop = true }) };
        rig.Nova.StopAsync(default, default)
            .ThrowsAsyncForAnyArgs(
                new OpenStackException("403 Policy does not allow it", System.Net.HttpStatusCode.Forbidden)
            );
        var (_, guest) = Established(rig, wish: CorrectiveAction.Stop);
        guest.Answers = false;

        rig.Advance(60);

        rig.Notifier.Reported.Should().ContainSingle();
        rig.Log.Count(LogLevel.Warning, "reported to masakari instead: 403").Should().Be(1);
    }

    [Test]
    public void Suspended_ForLong_ThenResumed_IsNotReported()
    {
        using var rig = new MonitorRig();
        var (domain, guest) = Established(rig);
        rig.Libvirt.Suspend(domain);
        guest.Answers = false;
        rig.Advance(60);
        guest.Answers = true;
        rig.Libvirt.Resume(domain);
        rig.Advance(60);

        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public void SuspendedWhileLibvirtIsAway_IsNotReported()
    {
        using var rig = new MonitorRig();
        var (domain, guest) = Established(rig);
        rig.Libvirt.LoseConnection();
        rig.Libvirt.Suspend(domain);
        guest.Answers = false;
        rig.Advance(30);
        rig.Libvirt.RestoreConnection();
        rig.Advance(30);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.Libvirt.Resume(domain);
        rig.Advance(30);
        rig.Notifier.Reported.Should().ContainSingle("it hangs indeed, and the grace after the pause is over");
    }

    [Test]
    public void LibvirtdRestarted_HealthyGuest_IsNotReported()
    {
        using var rig = new MonitorRig();
        Established(rig);
        rig.Libvirt.LoseConnection();
        rig.Advance(30);
        rig.Libvirt.RestoreConnection();
        rig.Advance(60);

        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public void SavedAndRestored_IsNotReported_AndFollowedAgain()
    {
        using var rig = new MonitorRig();
        var (domain, guest) = Established(rig);
        rig.Libvirt.Suspend(domain);
        rig.Libvirt.Destroy(domain);
        guest.Close();
        rig.Hub.Followed.Should().BeEmpty();
        rig.Advance(60);
        rig.Libvirt.Boot(domain);
        var again = rig.Hub.Open(domain.Uuid, Port);
        rig.Advance(2);
        again.Register();
        rig.Advance(60);

        rig.Notifier.Reported.Should().BeEmpty();
        again.Got.OfType<Challenge>().Should().HaveCountGreaterThan(50);
    }

    [Test]
    public void Rebooted_ThatTakesLong_IsNotReported_ButWarnedAboutAfterItsTime()
    {
        using var rig = new MonitorRig();
        var (domain, guest) = Established(rig);
        guest.Answers = false;
        rig.Libvirt.Reboot(domain);
        rig.Advance(119);
        rig.Log.Count(LogLevel.Warning, "not established").Should().Be(0);
        rig.Advance(2);
        rig.Log.Count(LogLevel.Warning, "not established").Should().Be(1);
        guest.Answers = true;
        guest.Register();
        rig.Advance(60);

        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public void ChannelLost_IsNotTheGuestsSilence()
    {
        using var rig = new MonitorRig();
        var (domain, guest) = Established(rig);
        guest.Close();
        rig.Advance(600);
        var again = rig.Hub.Open(domain.Uuid, Port);
        rig.Advance(60);

        rig.Notifier.Reported.Should().BeEmpty();
        again.Got.OfType<Challenge>().Should().NotBeEmpty("its registration is remembered");
    }

    [Test]
    public void MonitorKilled_AgentThatHungMeanwhile_IsFoundByTheNextOne()
    {
        using var first = new MonitorRig();
        var (domain, _) = Established(first);
        first.Advance(2);
        using var second = first.Next();
        second.Start();
        second.Hub.Open(domain.Uuid, Port, answers: false);

        second.Advance(15);

        second.Notifier.Reported.Should().ContainSingle();
        first.Hub.IsDisposed.Should().BeTrue();
    }

    [Test]
    public async Task MonitorKilled_WithItsReportWaiting_ReportsNothingTwice_AndKeepsItTrue()
    {
        using var first = new MonitorRig();
        var (domain, guest) = Established(first);
        guest.Answers = false;
        first.Advance(5);
        using var second = first.Next();
        second.Notifier.Restore(first.Notifier.Reported.Single());
        second.Start();
        var again = second.Hub.Open(domain.Uuid, Port, answers: false);
        second.Advance(5);
        var waiting = second.Notifier.Pending.Single();
        (await second.Faults.ReadAsync(waiting, default)).Truth.Should().Be(FaultTruth.Unknown);

        second.Advance(20);
        (await second.Faults.ReadAsync(waiting, default)).Truth.Should().Be(FaultTruth.StillTrue);
        second.Notifier.Reported.Should().BeEmpty();
        again.Answers = true;
        second.Advance(2);
        (await second.Faults.ReadAsync(waiting, default)).Truth.Should().Be(FaultTruth.Gone);
    }

    [Test]
    public void Gate_RequireHaEnabled_AppliesToHeartbeats()
    {
        using var rig = new MonitorRig
        {
            Inventory = new InventoryOptions { HostName = "compute-1", RequireHaEnabled = true },
        };
        var domain = AddWith(rig, Port);
        Serve(rig, domain);
        rig.Start();
        var guest = rig.Hub.Open(domain.Uuid, Port);
        guest.Register();
        guest.Answers = false;

        rig.Advance(60);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.Log.Count(LogLevel.Warning, "require_ha_enabled is on").Should().Be(1);
    }

    [Test]
    public void Clamped_IsSaid()
    {
        using var rig = new MonitorRig();
        Established(rig, intervalMs: 50);

        rig.Log.Count(LogLevel.Warning, "asked for a heartbeat every 50 ms and gets one every 400 ms").Should().Be(1);
    }

    [Test]
    public void Marked_WithoutAChannel_GetsOneWhereAllowed()
    {
        using var rig = new MonitorRig { Heartbeat = Plugging(), Inventory = ReadingNova() };
        var domain = rig.Libvirt.Add("instance-1");
        Serve(rig, domain, (HeartbeatRule.Alias, "True"));

        rig.Start();
        rig.Advance(1);

        const string path = "/var/lib/libvirt/qemu/org.openstack.masakari.0.instance-1.sock";
        domain.Attached.Should().ContainSingle().Which.Should().Contain(path);
        rig.Hub.Followed.Values.Should().Equal(new ChannelTarget(domain.Uuid, Port, path, ChannelFormat.Base));
        rig.Log.Count(LogLevel.Information, "attached through libvirt").Should().Be(1);
        rig.Libvirt.Destroy(domain);
        rig.Libvirt.Boot(domain);
        domain.Attached.Should().ContainSingle("a power-off takes it away");
    }

    [Test]
    public void IncomingMigration_GetsItsChannelWhenItResumes()
    {
        using var rig = new MonitorRig { Heartbeat = Plugging(), Inventory = ReadingNova() };
        var domain = rig.Libvirt.Add("instance-1");
        Serve(rig, domain, (HeartbeatRule.Key, "true"));
        domain.State = DomainState.Paused;
        rig.Start();
        rig.Advance(60);
        domain.Attached.Should().BeEmpty();

        rig.Libvirt.Resume(domain);

        domain.Attached.Should().ContainSingle();
    }

    [Test]
    public void Marked_WhereHotplugIsOff_IsSaidOnly()
    {
        using var rig = new MonitorRig { Inventory = ReadingNova() };
        var domain = rig.Libvirt.Add("instance-1");
        Serve(rig, domain, (HeartbeatRule.Key, "true"));
        rig.Start();
        rig.Advance(1);

        domain.Attached.Should().BeEmpty();
        rig.Log.Count(LogLevel.Information, "heartbeat_hotplug attaches one").Should().Be(1);
    }

    [Test]
    public void SwitchedOffWhileItRuns_IsLeft()
    {
        using var rig = new MonitorRig { Inventory = ReadingNova() };
        var (domain, guest) = Established(rig);
        guest.Answers = false;
        Serve(rig, domain, (HeartbeatRule.Key, "false"));

        rig.Advance(61);

        rig.Hub.Followed.Should().BeEmpty();
    }

    [Test]
    public void NeverRegistered_ThoughMarked_IsWarnedAbout()
    {
        using var rig = new MonitorRig { Inventory = ReadingNova() };
        var domain = AddWith(rig, Port);
        Serve(rig, domain, (HeartbeatRule.Key, "true"));
        rig.Start();
        rig.Hub.Open(domain.Uuid, Port);

        rig.Advance(600);

        rig.Log.Count(LogLevel.Warning, "not established").Should().Be(1);
        rig.Notifier.Reported.Should().BeEmpty();
    }

    private static void Serve(MonitorRig rig, InMemoryDomain domain, params (string Key, string Value)[] metadata) =>
        rig
            .Nova.ListServersAsync(Arg.Any<string>(), Arg.Any<CancellationToken>())
            .Returns(_ =>
                [
                    new NovaServer
                    {
                        Id = domain.Uuid,
                        Name = "vm",
                        Metadata = metadata.ToDictionary(x => x.Key, x => x.Value),
                    },
                ]
            );

    private static InventoryOptions ReadingNova() => new() { HostName = "compute-1" };

    private static HeartbeatSettings With(HeartbeatPolicy policy) =>
        new(new HeartbeatOptions(), new HeartbeatChannelOptions(), policy);

    private static HeartbeatSettings Plugging() =>
        new(new HeartbeatOptions(), new HeartbeatChannelOptions { Hotplug = true }, new HeartbeatPolicy());
}
