using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Introspection;
using Masakari.Introspective.Notifications;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring;

/// <summary>The promises about guests that hang and guests that only look so, in simulated time.</summary>
internal sealed class IntrospectionTests
{
    [Test]
    public void OneHungGuest_WhateverThePhase_IsReportedWithin20Seconds()
    {
        for (var offset = 0.0; offset < 10; offset += 0.25)
        {
            using var rig = new MonitorRig();
            var guest = rig.Libvirt.Add("instance-1");
            rig.Start();
            rig.Advance(25 + offset);
            rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);

            rig.Advance(18.1);

            var notification = rig
                .Notifier.Reported.Should()
                .ContainSingle($"hung {offset} s into the interval")
                .Subject;
            notification
                .Should()
                .BeEquivalentTo(
                    new
                    {
                        InstanceUuid = guest.Uuid,
                        Event = "QEMU_GUEST_AGENT_ERROR",
                        VirDomainEvent = "STOPPED_FAILED",
                        HostName = "compute-1",
                    }
                );
        }
    }

    [Test]
    public void TenHungOfTwenty_AreAllReportedWithin25Seconds()
    {
        using var rig = new MonitorRig();
        var guests = AddGuests(rig, 20);
        rig.Start();
        rig.Advance(33);
        foreach (var guest in guests.Take(10))
        {
            rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        }

        rig.Advance(24);

        rig.Notifier.Reported.Select(x => x.InstanceUuid).Should().BeEquivalentTo(guests.Take(10).Select(x => x.Uuid));
    }

    [Test]
    public void FiveHungOfTen_TheHealthyAreStillAskedOnTime()
    {
        using var rig = new MonitorRig();
        var guests = AddGuests(rig, 10);
        rig.Start();
        rig.Advance(30);
        foreach (var guest in guests.Take(5))
        {
            rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        }

        for (var minute = 0; minute < 3; minute++)
        {
            var before = guests.Skip(5).Select(guest => guest.AgentCalls).ToList();
            rig.Advance(60);
            var most = minute == 0 ? 7 : 6;
            guests
                .Skip(5)
                .Select((guest, i) => guest.AgentCalls - before[i])
                .Should()
                .OnlyContain(asked => asked >= 6 && asked <= most, "two suspects have all others asked once more");
        }
    }

    [Test]
    public void GuestsAtStart_AreAskedOnceSoon_AndThenEvenlyOverTheInterval()
    {
        using var rig = new MonitorRig();
        var guests = AddGuests(rig, 20);
        rig.Start();

        rig.Advance(0.2);
        guests.Sum(guest => guest.AgentCalls).Should().BeInRange(8, 12, "one guest in 20 ms");
        rig.Advance(0.2);
        guests.Should().OnlyContain(guest => guest.AgentCalls >= 1);

        for (var second = 1; second <= 10; second++)
        {
            var before = guests.Sum(guest => guest.AgentCalls);
            rig.Advance(1);
            (guests.Sum(guest => guest.AgentCalls) - before).Should().BeInRange(1, 3);
        }

        guests.Should().OnlyContain(guest => guest.AgentCalls == 2 || guest.AgentCalls == 3);
    }

    [Test]
    public void GuestThatRecoversAndHangsAgain_IsReportedAgain()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(60);
        rig.Notifier.DeliverAll();
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Answering);
        rig.Advance(30);
        rig.DetectorOf(guest).State.Should().Be(GuestState.Healthy);

        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(60);

        rig.Notifier.Reported.Should().HaveCount(2);
    }

    [Test]
    public void Suspect_ResponseTimeoutIsLoweredAndGivenBack()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        AdvanceUntil(rig, () => guest.AgentResponseTimeout is not null);
        guest.AgentResponseTimeout.Should().Be(TimeSpan.FromSeconds(2));

        rig.Libvirt.SetAgent(guest, AgentBehaviour.Answering);
        rig.Advance(5);

        guest.AgentResponseTimeout.Should().BeNull();
        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public void TimeoutLeftLoweredByAKilledDaemon_IsGivenBackAtStart()
    {
        using var first = Watching(out var guest);
        first.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        while (guest.AgentResponseTimeout is null)
        {
            first.Advance(1);
        }

        first.Advance(1);
        var lowered = guest.AgentResponseTimeout;
        using var second = first.Next(isKilled: true);
        guest.AgentResponseTimeout = lowered;
        second.Start();

        guest.AgentResponseTimeout.Should().BeNull();
    }

    [Test]
    public void TimeoutThatAnOperatorSet_IsLeftAlone()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        guest.AgentResponseTimeout = TimeSpan.FromSeconds(1);

        rig.Start();
        rig.Advance(60);

        guest.AgentResponseTimeout.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Test]
    public void HangWithdrawnBecauseThePortLookedClosed_IsReportedWhenItIsSilentAgain()
    {
        using var rig = Watching(out var guest);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(20);
        rig.Notifier.WithdrawAll();

        rig.Advance(40);

        rig.Notifier.Reported.Should().HaveCount(2);
    }

    [Test]
    public void HangAfterAReboot_WhileTheFirstReportWasStillWaiting_IsReported()
    {
        using var rig = Watching(out var guest);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(20);
        rig.Libvirt.Reboot(guest);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Answering);
        rig.Notifier.WithdrawAll();
        rig.Advance(20);

        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(20);

        rig.Notifier.Reported.Should().HaveCount(2);
    }

    [Test]
    public void HangDuringAnotherIncident_IsReportedWhenThatOneIsLongOver()
    {
        using var rig = Watching(out var guest);
        rig.Libvirt.Raise(guest, DomainEventId.IoError, 2);
        rig.Notifier.DeliverAll();
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(60);
        rig.Notifier.Reported.Should().ContainSingle("the engine is at work on the I/O error");

        rig.Advance(180);

        rig.Notifier.Reported.Select(x => x.Event).Should().Equal("IO_ERROR", "QEMU_GUEST_AGENT_ERROR");
    }

    [Test]
    public void DeliveredHang_AfterARestartOfTheMonitor_IsNotReportedAgain()
    {
        using var first = Watching(out var guest);
        first.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        first.Advance(20);
        first.Notifier.DeliverAll();
        first.Advance(5);
        using var second = first.Next(isKilled: true);
        second.Start();

        second.Advance(600);

        second.Notifier.Reported.Should().BeEmpty();
        second.DetectorOf(guest).State.Should().Be(GuestState.Reported);
    }

    [Test]
    public void HangThatIsTakenWhileTheMonitorStops_IsNotReportedAgain()
    {
        using var first = Watching(out var guest);
        first.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        first.Advance(20);
        first.Notifier.Reported.Should().ContainSingle();
        using var second = first.Next();
        second.Start();

        second.Advance(600);

        second.Notifier.Reported.Should().BeEmpty("it waits no more: masakari-api has it");
    }

    [Test]
    public async Task WaitingHang_WithoutAnyMemory_IsStillTrue()
    {
        using var first = Watching(out var guest);
        first.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        first.Advance(20);
        var waiting = first.Notifier.Reported.Single();
        using var ended = first.Next();
        using var second = new MonitorRig(time: first.Time, libvirt: first.Libvirt);
        second.Notifier.Restore(waiting);
        second.Start();

        (await second.Faults.ReadAsync(waiting, default)).Truth.Should().Be(FaultTruth.Unknown);
        second.Advance(15);

        (await second.Faults.ReadAsync(waiting, default)).Truth.Should().Be(FaultTruth.StillTrue);
    }

    [Test]
    public async Task WaitingReport_OfAnEarlierRun_IsGone()
    {
        using var rig = Watching(out var guest);
        rig.Libvirt.Raise(guest, DomainEventId.IoError, 2);
        var waiting = rig.Notifier.Reported.Single();
        (await rig.Faults.ReadAsync(waiting, default)).Truth.Should().Be(FaultTruth.StillTrue);

        rig.Libvirt.Destroy(guest);
        rig.Libvirt.Boot(guest);

        (await rig.Faults.ReadAsync(waiting, default)).Truth.Should().Be(FaultTruth.Gone);
    }

    [Test]
    public void GuestWhoseAgentAnotherClientHolds_LeavesTheRoutineLane()
    {
        using var rig = Watching(out var guest);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Busy);
        rig.Advance(60);

        rig.DetectorOf(guest).Pace.Should().Be(Pace.Busy);
        rig.Notifier.Reported.Should().BeEmpty();
    }

    [TestCase(AgentBehaviour.PortClosed, Finding.PortClosed)]
    [TestCase(AgentBehaviour.ErrorReply, Finding.AnsweredWithError)]
    public void HealthyGuest_ThatOnlyLooksHung_IsNotReported(AgentBehaviour behaviour, Finding shown)
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.SetAgent(guest, behaviour);

        rig.Advance(600);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.DetectorOf(guest).Finding.Should().Be(shown);
    }

    [Test]
    public void GuestThatNeverAnswered_IsNotReported()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Start();

        rig.Advance(600);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.DetectorOf(guest).Should().BeEquivalentTo(new { State = GuestState.Discovery, Finding = Finding.Silent });
    }

    [Test]
    public void SuspendedForLong_ThenResumed_IsNotReported()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.Suspend(guest);
        rig.Advance(120);
        rig.DetectorOf(guest).Finding.Should().Be(Finding.Paused);
        rig.Libvirt.Resume(guest);
        rig.Advance(60);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.DetectorOf(guest).State.Should().Be(GuestState.Healthy);
    }

    [Test]
    public void Reboot_OfAGuestThatTakesLongToComeBack_IsNotReported()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.Reboot(guest);
        rig.Advance(300);
        rig.Libvirt.OpenAgentPort(guest);
        rig.Advance(1);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.Notifier.Informed.Should()
            .ContainSingle("libvirt raises REBOOT three times")
            .Which.Event.Should()
            .Be("REBOOT");
        rig.DetectorOf(guest).State.Should().Be(GuestState.Healthy);
    }

    [Test]
    public void QemuStopped_IsReportedWithItsCause()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.SetQemuStopped(guest, stopped: true);

        rig.Advance(18.1);

        rig.Notifier.Reported.Should().ContainSingle().Which.Cause.Should().Contain("QEMU itself");
    }

    [Test]
    public void LibvirtdRestarted_WhileAGuestHangs_FindsItAfterwards()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(11);
        rig.Libvirt.LoseConnection();
        rig.Advance(30);
        rig.Notifier.Reported.Should().BeEmpty("nothing is known of a guest that cannot be asked");
        rig.Libvirt.RestoreConnection();

        rig.Advance(20);

        rig.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void MonitorKilled_GuestThatHangsMeanwhile_IsFoundByTheNextOne()
    {
        using var first = new MonitorRig();
        var guest = first.Libvirt.Add("instance-1");
        first.Start();
        first.Advance(20);
        first.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        using var second = first.Next();
        second.Start();

        second.Advance(20);

        second.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void MonitorKilled_WithItsReportStillWaiting_ReportsNothingTwice()
    {
        using var first = new MonitorRig();
        var guest = first.Libvirt.Add("instance-1");
        first.Start();
        first.Advance(20);
        first.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        first.Advance(20);
        using var second = first.Next();
        second.Notifier.Restore(first.Notifier.Reported.Single());
        second.Start();

        second.Advance(120);

        second.Notifier.Reported.Should().BeEmpty();
        second.DetectorOf(guest).State.Should().Be(GuestState.Reported);
    }

    [Test]
    public void FlavorSwitchesItOff_IsNeverAsked()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        guest.Xml = """
            <domain><metadata><i:instance xmlns:i='http://openstack.org/xmlns/libvirt/nova/1.1'><i:flavor name='f'>
            <i:extraSpecs><i:extraSpec name='masakari:guest_agent'>false</i:extraSpec></i:extraSpecs></i:flavor></i:instance></metadata>
            <devices><channel><target type='virtio' name='org.qemu.guest_agent.0'/></channel></devices></domain>
            """;
        rig.Start();

        rig.Advance(60);

        guest.AgentCalls.Should().Be(0);
        rig.Instances.Find(guest.Uuid)!.Watch!.Reason.Should().Be(WatchReason.FlavorOff);
    }

    [Test]
    public void Timing_IsConfigurable()
    {
        using var rig = new MonitorRig
        {
            Introspection = new IntrospectionOptions
            {
                Interval = TimeSpan.FromSeconds(2),
                Timeout = TimeSpan.FromSeconds(1),
                Policy = new DetectionPolicy(2, false, TimeSpan.FromSeconds(60)),
            },
        };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);

        rig.Advance(5.1);

        rig.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public async Task FaultReader_FollowsTheGuest()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(20);
        var report = rig.Notifier.Reported.Single();

        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.StillTrue);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Answering);
        rig.Advance(10);
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.Gone);
    }

    private static List<InMemoryDomain> AddGuests(MonitorRig rig, int count) =>
        [.. Enumerable.Range(1, count).Select(i => rig.Libvirt.Add($"instance-{i}"))];

    private static void AdvanceUntil(MonitorRig rig, Func<bool> condition)
    {
        for (var i = 0; i < 1000 && !condition(); i++)
        {
            rig.Advance(0.1);
        }

        condition().Should().BeTrue();
    }

    /// <summary>A rig with one guest, which has answered.</summary>
    private static MonitorRig Watching(out InMemoryDomain guest)
    {
        var rig = new MonitorRig();
        guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        return rig;
    }
}
