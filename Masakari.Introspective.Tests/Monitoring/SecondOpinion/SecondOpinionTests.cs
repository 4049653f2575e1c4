using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Detection.SecondOpinion;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.SecondOpinion;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Tests.Libvirt;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.SecondOpinion;

/// <summary>The second opinion in the whole monitor, in simulated time.</summary>
internal sealed class SecondOpinionTests
{
    [Test]
    public void ClosedPort_LiveKernel_IsAgentGone_AndNotReported()
    {
        using var rig = Watching(out var guest);
        rig.Libvirt.CloseAgentPort(guest);

        rig.Advance(600);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.Instances.Find(guest.Uuid)!.Ruling!.Code.Should().Be("agent-gone");
        rig.Journal.Of(guest.Uuid)
            .Should()
            .ContainSingle("it is said once")
            .Which.Should()
            .BeEquivalentTo(new { Kind = DecisionKind.Refused, Code = "agent-gone" });
    }

    [Test]
    public void ClosedPort_LiveKernel_AgentBack_EndsTheMatter()
    {
        using var rig = Watching(out var guest);
        rig.Libvirt.CloseAgentPort(guest);
        rig.Advance(60);
        rig.Libvirt.OpenAgentPort(guest);
        rig.Advance(1);

        rig.Instances.Find(guest.Uuid)!.Ruling.Should().BeNull();
        var calls = guest.StatisticsCalls;
        rig.Advance(120);
        guest.StatisticsCalls.Should().Be(calls, "a guest that answers needs no second opinion");
    }

    [Test]
    public async Task ClosedPort_DeadKernel_IsAHang_OnceItIsProved()
    {
        using var rig = Watching(out var guest);
        rig.Libvirt.SetKernel(guest, isAlive: false);
        rig.Libvirt.CloseAgentPort(guest);
        rig.Advance(29);
        rig.Notifier.Reported.Should().BeEmpty("three periods have not passed");

        rig.Advance(12);

        var report = rig.Notifier.Reported.Should().ContainSingle().Subject;
        report.Event.Should().Be("QEMU_GUEST_AGENT_ERROR");
        report.Cause.Should().Contain("kernel is dead");
        rig.Journal.Of(guest.Uuid).Single().Code.Should().Be("kernel-dead");
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.StillTrue);
        rig.Libvirt.SetKernel(guest, isAlive: true);
        rig.Advance(11);
        (await rig.Faults.ReadAsync(report, default)).Truth.Should().Be(FaultTruth.Gone);
    }

    [Test]
    public void ClosedPort_DeadKernelThatStillWorks_IsNotReported()
    {
        using var rig = Watching(out var guest);
        rig.Libvirt.SetKernel(guest, isAlive: false);
        rig.Libvirt.CloseAgentPort(guest);
        for (var i = 0; i < 30; i++)
        {
            guest.Work++;
            rig.Advance(10);
        }

        rig.Notifier.Reported.Should().BeEmpty("a guest that shuts down may have ended its balloon service before");
    }

    [Test]
    public void ClosedPort_NoBalloonPeriod_IsNotReported()
    {
        using var rig = Watching(out var guest, guest => guest.BalloonPeriod = null);
        rig.Libvirt.SetKernel(guest, isAlive: false);
        rig.Libvirt.CloseAgentPort(guest);

        rig.Advance(600);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.DetectorOf(guest).Opinion.Should().Be(GuestOpinion.Unknown);
    }

    [Test]
    public void ClosedPort_PausedMeanwhile_BeginsAnew()
    {
        using var rig = Watching(out var guest);
        rig.Libvirt.SetKernel(guest, isAlive: false);
        rig.Libvirt.CloseAgentPort(guest);
        rig.Advance(25);
        rig.Libvirt.Suspend(guest);
        rig.Advance(60);
        rig.Libvirt.Resume(guest);
        rig.Advance(20);

        rig.Notifier.Reported.Should().BeEmpty("a paused guest's balloon driver reports nothing, and lives");
    }

    [Test]
    public void ClosedPort_IsSampledAtMostEvery10Seconds()
    {
        using var rig = Watching(out var guest);
        rig.Libvirt.CloseAgentPort(guest);

        rig.Advance(100);

        guest.StatisticsCalls.Should().BeInRange(10, 11);
    }

    [Test]
    public void ClosedPort_OfAGuestThatNeverAnswered_IsNotSampled()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        guest.Agent = AgentBehaviour.PortClosed;
        rig.Start();

        rig.Advance(100);

        guest.StatisticsCalls.Should().Be(0);
    }

    [Test]
    public void Silence_DeadKernel_IsReportedWithin20Seconds_AndTheCauseIsNamedLater()
    {
        using var rig = Watching(out var guest);
        rig.Libvirt.SetKernel(guest, isAlive: false);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(18.1);
        rig.Notifier.Reported.Should().ContainSingle("no opinion delays the promise");
        rig.Advance(35);

        rig.DetectorOf(guest).Opinion.Should().Be(GuestOpinion.KernelDead);
        rig.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void Silence_TwoStoppedQemus_TheThirdIsSampledWhenOneAnswers()
    {
        using var rig = new MonitorRig();
        var guests = Enumerable.Range(1, 3).Select(i => rig.Libvirt.Add($"instance-{i}")).ToList();
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.SetQemuStopped(guests[0], stopped: true);
        rig.Libvirt.SetQemuStopped(guests[1], stopped: true);
        rig.Advance(20);
        rig.Libvirt.CloseAgentPort(guests[2]);
        rig.Advance(60);
        guests[2].StatisticsCalls.Should().Be(0, "two calls hang, and that is the bound");
        rig.Libvirt.SetQemuStopped(guests[0], stopped: false);

        rig.Advance(2);

        guests[2].StatisticsCalls.Should().Be(1);
    }

    [Test]
    public void Demand_LiveKernel_HoldsTheSilence()
    {
        using var rig = Watching(out var guest, demand: true);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);

        rig.Advance(600);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.DetectorOf(guest).State.Should().Be(GuestState.Held);
        rig.Instances.Find(guest.Uuid)!.Ruling!.Reason.Should().Be(RulingReason.SecondOpinion);
    }

    [Test]
    public void Demand_DeadKernel_IsReportedOnceProved()
    {
        using var rig = Watching(out var guest, demand: true);
        rig.Libvirt.SetKernel(guest, isAlive: false);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(30);
        rig.Notifier.Reported.Should().BeEmpty();

        rig.Advance(25);

        rig.Notifier.Reported.Should().ContainSingle().Which.Cause.Should().Contain("kernel is dead");
    }

    [Test]
    public void Demand_NothingKnown_IsReportedAfterTheCeiling()
    {
        using var rig = Watching(out var guest, guest => guest.BalloonPeriod = null, demand: true);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(115);
        rig.Notifier.Reported.Should().BeEmpty();

        rig.Advance(35);

        rig.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void Demand_StoppedQemu_IsProofEnough()
    {
        using var rig = Watching(out var guest, demand: true);
        rig.Libvirt.SetQemuStopped(guest, stopped: true);

        rig.Advance(20);

        rig.Notifier.Reported.Should().ContainSingle().Which.Cause.Should().Contain("QEMU itself");
    }

    [TestCase(0, null)]
    [TestCase(5, 5)]
    public void StatsPeriod_IsSetOnlyWhereTheOperatorSaysSo(int option, int? expected)
    {
        using var rig = new MonitorRig
        {
            SecondOpinion = new SecondOpinionOptions { StatsPeriod = TimeSpan.FromSeconds(option) },
        };
        var guests = Enumerable.Range(1, 4).Select(i => rig.Libvirt.Add($"instance-{i}")).ToList();
        guests.ForEach(guest => guest.BalloonPeriod = null);
        rig.Start();

        rig.Advance(5);

        guests.Select(guest => (int?)guest.BalloonPeriod?.TotalSeconds).Should().OnlyContain(x => x == expected);
    }

    [Test]
    public void StatsPeriod_OfADomainThatHasOne_IsLeftAlone()
    {
        using var rig = new MonitorRig
        {
            SecondOpinion = new SecondOpinionOptions { StatsPeriod = TimeSpan.FromSeconds(5) },
        };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(5);

        guest.BalloonPeriod.Should().Be(TimeSpan.FromSeconds(10));
    }

    private static MonitorRig Watching(
        out InMemoryDomain guest,
        Action<InMemoryDomain>? prepare = null,
        bool demand = false
    )
    {
        var rig = new MonitorRig { SecondOpinion = new SecondOpinionOptions { Demand = demand } };
        guest = rig.Libvirt.Add("instance-1");
        prepare?.Invoke(guest);
        rig.Start();
        rig.Advance(20);
        return rig;
    }
}
