using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Observing;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.OpenStack;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Observing;

/// <summary>Everything but the notifications.</summary>
internal sealed class ObserveTests
{
    private static readonly ObserveOptions Host = new() { ObserveOnly = true };

    [Test]
    public void HungGuest_OnAnObservedHost_WouldHaveBeenReportedOnce()
    {
        using var rig = new MonitorRig { Observing = Host };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);

        rig.Advance(600);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.DetectorOf(guest).State.Should().Be(GuestState.Reported);
        rig.Log.Count(LogLevel.Warning, "would have been reported [observe-only], this host is only observed")
            .Should()
            .Be(1);
        rig.Journal.Of(guest.Uuid)
            .Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(new { Kind = DecisionKind.WouldReport, Code = "observe-only" });
        rig.Budgets.Count.Should().Be(1, "its flaps are counted");
        rig.Budgets.Find(guest.Uuid)!.Budget.IsFresh.Should().BeTrue("nothing was spent");
    }

    [Test]
    public void KilledQemu_OnAnObservedHost_IsNotReported()
    {
        using var rig = new MonitorRig { Observing = Host };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();

        rig.Libvirt.KillQemu(guest);
        rig.Advance(1);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.Log.Count(LogLevel.Warning, "would have been reported [observe-only]").Should().Be(1);
    }

    [Test]
    public void UnknownInstance_OnAnObservedHost_IsNotReported()
    {
        using var rig = new MonitorRig { Observing = Host };
        rig.Start();
        var late = rig.Libvirt.Add("instance-9");

        rig.Libvirt.KillQemu(late);
        rig.Advance(1);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.Log.Count(LogLevel.Warning, $"{late.Uuid} would have been reported [observe-only]").Should().Be(1);
    }

    [Test]
    public void Information_OnAnObservedHost_IsNotSent()
    {
        using var rig = new MonitorRig { Observing = Host };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();

        rig.Libvirt.Reboot(guest);

        rig.Notifier.Informed.Should().BeEmpty();
        rig.Log.Count(LogLevel.Information, "Libvirt Event: type=VM").Should().Be(1);
    }

    [Test]
    public async Task LeftInTheOutbox_OfAnEarlierRun_IsWithdrawn()
    {
        using var first = new MonitorRig();
        var guest = first.Libvirt.Add("instance-1");
        first.Start();
        first.Libvirt.KillQemu(guest);
        var crash = first.Notifier.Reported.Single();
        using var second = new MonitorRig(null, first.Time, first.Libvirt) { Observing = Host };
        second.Notifier.Restore(crash);
        second.Start();

        var read = await second.Faults.ReadAsync(crash, default);

        read.Should()
            .Be(
                new FaultReading(FaultTruth.Gone, "this host is only observed (observe_only) [observe-only]")
                {
                    Rule = "observe-only",
                }
            );
        second.Notifier.WithdrawAll(read);
        second
            .Journal.Of(guest.Uuid)[^1]
            .Should()
            .BeEquivalentTo(new { Kind = DecisionKind.Withdrawn, Code = "observe-only" });
        second.Log.Count(LogLevel.Warning, "would have been reported [observe-only]").Should().Be(1);
    }

    [TestCase("true", null, 0)]
    [TestCase(null, "True", 0)]
    [TestCase("false", "true", 1)]
    [TestCase("perhaps", null, 1)]
    [TestCase(null, null, 1)]
    public void OneInstance_ByMetadataOrExtraSpec_IsOnlyObserved(string? metadata, string? extraSpec, int reports)
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Instances.Find(guest.Uuid)!.Server = new NovaServer
        {
            Id = guest.Uuid,
            Name = "web-1",
            Metadata = Values(metadata),
            ExtraSpecs = Values(extraSpec),
        };

        rig.Libvirt.Reboot(guest);
        rig.Libvirt.KillQemu(guest);
        rig.Advance(1);

        rig.Notifier.Reported.Should().HaveCount(reports);
        rig.Notifier.Informed.Should().ContainSingle("information leaves all the same");
    }

    [Test]
    public void Recovery_OfAnObservedGuest_EndsTheIncident()
    {
        using var rig = new MonitorRig { Observing = Host };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        for (var i = 0; i < 2; i++)
        {
            rig.Libvirt.SetAgent(guest, AgentBehaviour.Answering);
            rig.Advance(30);
            rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
            rig.Advance(30);
        }

        rig.Log.Count(LogLevel.Warning, "would have been reported [observe-only]").Should().Be(2);
    }

    private static Dictionary<string, string> Values(string? value) =>
        value is null ? [] : new Dictionary<string, string>(StringComparer.Ordinal) { [ObserveOptions.Key] = value };
}
