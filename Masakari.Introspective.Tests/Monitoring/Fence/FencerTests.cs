using FluentAssertions;
using Masakari.Introspective.Detection.Fence;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Fence;
using Masakari.Introspective.Monitoring.Observing;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.OpenStack;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Fence;

/// <summary>Who is destroyed, when, and who never is; in simulated time.</summary>
internal sealed class FencerTests
{
    [Test]
    public void Always_IsDestroyedAfterTheAnswer_AndNotBefore()
    {
        using var rig = Hung(FenceMode.Always, out var guest);
        rig.Advance(60);
        rig.Libvirt.DestroyedHere.Should().BeEmpty("masakari-api has not answered");

        rig.Notifier.DeliverAll();
        rig.Advance(1);

        rig.Libvirt.DestroyedHere.Should().Equal(guest.Uuid);
        rig.Notifier.Reported.Should().ContainSingle();
        rig.Notifier.Informed.Select(x => x.VirDomainEvent).Should().OnlyContain(x => x == "STOPPED_DESTROYED");
        rig.Journal.Of(guest.Uuid).Should().Contain(x => x.Kind == DecisionKind.Fenced && x.Code == "always");
        rig.Log.Lines.Count(line =>
                line.Text.Contains("is destroyed [fence]: fence is always", StringComparison.Ordinal)
            )
            .Should()
            .Be(1);
    }

    [Test]
    public void Never_IsTheDefault()
    {
        new FenceOptions().Mode.Should().Be(FenceMode.Never);
        using var rig = Hung(FenceMode.Never, out _);
        rig.Notifier.DeliverAll();
        rig.Advance(60);

        rig.Libvirt.DestroyedHere.Should().BeEmpty();
    }

    [Test]
    public void ReportStoredByAnEarlierAttempt_IsLeft()
    {
        using var rig = Hung(FenceMode.Always, out _);
        rig.Notifier.Answer = new DeliveryResult(DeliveryOutcome.Delivered, "stored by an earlier attempt");
        rig.Notifier.DeliverAll();
        rig.Advance(60);

        rig.Libvirt.DestroyedHere.Should().BeEmpty();
    }

    [Test]
    public void HaEnabledUnknown_IsLeft()
    {
        using var rig = Hung(FenceMode.Always, out _, allInstances: false);
        rig.Notifier.DeliverAll();
        rig.Advance(60);

        rig.Libvirt.DestroyedHere.Should().BeEmpty();
    }

    [TestCase(null, "true", true)]
    [TestCase(null, "false", false)]
    [TestCase("true", "true", false)]
    public void HaEnabledAndObserveOnly_AtTheAnswer_Decide(string? observeOnly, string haEnabled, bool isDestroyed)
    {
        using var rig = Hung(FenceMode.Always, out var guest, allInstances: false);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["HA_Enabled"] = haEnabled };
        if (observeOnly is not null)
        {
            metadata[ObserveOptions.Key] = observeOnly;
        }

        rig.Instances.Find(guest.Uuid)!.Server = new NovaServer
        {
            Id = guest.Uuid,
            Name = "vm",
            Metadata = metadata,
        };
        rig.Notifier.DeliverAll();
        rig.Advance(60);

        rig.Libvirt.DestroyedHere.Should().HaveCount(isDestroyed ? 1 : 0);
    }

    [Test]
    public void ObserveOnlyHost_ReportsAndDestroysNothing()
    {
        using var rig = new MonitorRig
        {
            Fence = new FenceOptions { Mode = FenceMode.Always, AllInstances = true },
            Observing = new ObserveOptions { ObserveOnly = true },
        };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(120);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.Libvirt.DestroyedHere.Should().BeEmpty();
    }

    [Test]
    public void GuestThatAnswersAgain_IsLeft()
    {
        using var rig = Hung(FenceMode.Always, out var guest);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Answering);
        rig.Advance(15);
        rig.Notifier.DeliverAll();
        rig.Advance(60);

        rig.Libvirt.DestroyedHere.Should().BeEmpty();
    }

    [Test]
    public void AnotherRun_IsLeft()
    {
        using var rig = Hung(FenceMode.Always, out var guest);
        rig.Libvirt.Destroy(guest);
        rig.Libvirt.Boot(guest);
        rig.Notifier.DeliverAll();
        rig.Advance(60);

        rig.Libvirt.DestroyedHere.Should().BeEmpty();
    }

    [Test]
    public void PausedGuest_IsLeft()
    {
        using var rig = Hung(FenceMode.Always, out var guest);
        rig.Libvirt.Suspend(guest);
        rig.Notifier.DeliverAll();
        rig.Advance(60);

        rig.Libvirt.DestroyedHere.Should().BeEmpty();
    }

    [Test]
    public void DeathOfQemu_IsLeft()
    {
        using var rig = Watching(FenceMode.Always, out var guest);
        rig.Libvirt.KillQemu(guest);
        rig.Notifier.Reported.Should().ContainSingle();
        rig.Notifier.DeliverAll();
        rig.Advance(60);

        rig.Libvirt.DestroyedHere.Should().BeEmpty();
    }

    [Test]
    public void IoError_IsLeft()
    {
        using var rig = Watching(FenceMode.Always, out var guest);
        rig.Libvirt.Raise(guest, DomainEventId.IoError, 2);
        rig.Notifier.Reported.Should().ContainSingle();
        rig.Notifier.DeliverAll();
        rig.Advance(60);

        rig.Libvirt.DestroyedHere.Should().BeEmpty();
    }

    [Test]
    public void KernelDead_LiveKernel_IsLeft()
    {
        using var rig = Hung(FenceMode.KernelDead, out _);
        rig.Notifier.DeliverAll();
        rig.Advance(300);

        rig.Libvirt.DestroyedHere.Should().BeEmpty();
    }

    [Test]
    public void KernelDead_ProofThatComesAfterTheAnswer_Destroys()
    {
        using var rig = Hung(FenceMode.KernelDead, out var guest, isKernelAlive: false);
        rig.Notifier.DeliverAll();
        rig.Advance(5);
        rig.Libvirt.DestroyedHere.Should().BeEmpty("three periods have not passed");

        rig.Advance(35);

        rig.Libvirt.DestroyedHere.Should().Equal(guest.Uuid);
    }

    [Test]
    public void KernelDead_HeldByAPersonBeforeTheProof_IsLeft()
    {
        using var rig = Hung(FenceMode.KernelDead, out var guest, isKernelAlive: false);
        rig.Notifier.DeliverAll();
        rig.Advance(5);

        rig.Holds.Set(guest.Uuid, "I look at its memory", "1000/alice", TimeSpan.FromMinutes(10));
        rig.Advance(60);

        rig.Libvirt.DestroyedHere.Should().BeEmpty();
        rig.Log.Lines.Should().Contain(line => line.Text.EndsWith("[held-by-person].", StringComparison.Ordinal));
    }

    [Test]
    public void KernelDead_ProofThatComesTooLate_IsNoReason()
    {
        using var rig = Hung(FenceMode.KernelDead, out var guest);
        rig.Notifier.DeliverAll();
        rig.Advance(Fencer.ProofCeiling.TotalSeconds);
        rig.Libvirt.SetKernel(guest, isAlive: false);

        rig.Advance(120);

        rig.Libvirt.DestroyedHere.Should().BeEmpty("masakari-engine has long been at work");
    }

    [Test]
    public void KernelDead_StoppedQemu_IsDestroyedAtOnce()
    {
        using var rig = Watching(FenceMode.KernelDead, out var guest);
        rig.Libvirt.SetQemuStopped(guest, stopped: true);
        rig.Advance(20);
        rig.Notifier.DeliverAll();
        rig.Advance(1);

        rig.Libvirt.DestroyedHere.Should().Equal(guest.Uuid);
    }

    [Test]
    public void OwnStop_ThatLooksLikeADeath_IsNotReported()
    {
        using var rig = Hung(FenceMode.Always, out var guest);
        rig.Instances.Find(guest.Uuid)!.FencedRun = guest.RunId;
        rig.Instances.Find(guest.Uuid)!.Incidents.Close();

        rig.Libvirt.KillQemu(guest);

        rig.Notifier.Reported.Should().ContainSingle("that is the hang itself");
    }

    [Test]
    public void MonitorKilledRightAfterTheDeed_TheNextReportsNothing()
    {
        using var first = Hung(FenceMode.Always, out var guest);
        guest.CannotBeDestroyed = true;
        var instance = first.Instances.Find(guest.Uuid)!;
        first.Notifier.DeliverAll();
        instance.FencedRun.Should().BeNull("libvirt refused");
        instance.FencedRun = guest.RunId;
        using var second = first.Next();
        first.Libvirt.LoseConnection();
        first.Libvirt.KillQemu(guest);
        first.Libvirt.RestoreConnection();
        second.Start();

        second.Advance(60);

        second.Notifier.Reported.Should().BeEmpty("what libvirt calls crashed was this monitor's own doing");
    }

    [Test]
    public void RefusedByLibvirt_IsSaid_AndADeathAfterwardsIsAnIncidentOfItsOwn()
    {
        using var rig = Hung(FenceMode.Always, out var guest);
        guest.CannotBeDestroyed = true;
        rig.Notifier.DeliverAll();
        rig.Advance(1);

        rig.Instances.Find(guest.Uuid)!.FencedRun.Should().BeNull();
        rig.Log.Lines.Should().Contain(line => line.Text.Contains("could not be destroyed", StringComparison.Ordinal));
    }

    private static MonitorRig Hung(
        FenceMode mode,
        out InMemoryDomain guest,
        bool allInstances = true,
        bool isKernelAlive = true
    )
    {
        var rig = Watching(mode, out guest, allInstances);
        rig.Libvirt.SetKernel(guest, isKernelAlive);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(18.1);
        rig.Notifier.Reported.Should().ContainSingle();
        return rig;
    }

    private static MonitorRig Watching(FenceMode mode, out InMemoryDomain guest, bool allInstances = true)
    {
        var rig = new MonitorRig
        {
            Fence = new FenceOptions { Mode = mode, AllInstances = allInstances },
        };
        guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        return rig;
    }
}
