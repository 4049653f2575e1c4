using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.LocalHealth;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Introspection;
using Masakari.Introspective.Monitoring.LocalHealth;
using Masakari.Introspective.Notifications;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.LocalHealth;

/// <summary>A monitor that is itself slow, in simulated time.</summary>
internal sealed class LocalHealthTests
{
    [Test]
    public void UnwellJudge_AsksMoreOften_SaysSo_AndReportsInTheEnd()
    {
        using var rig = Watching(out var guests);
        rig.Readings.Now = new SelfReading { QueueDelay = TimeSpan.FromSeconds(2) };
        rig.Advance(1);
        rig.Judge.Score.Should().Be(4);
        rig.Log.Count(LogLevel.Warning, "The monitor itself is not well, 4 of 7: work waited 2.0 s for a thread")
            .Should()
            .Be(1);
        rig.Libvirt.SetAgent(guests[0], AgentBehaviour.Silent);
        var calls = guests[0].AgentCalls;

        rig.Advance(25);

        rig.Notifier.Reported.Should().BeEmpty();
        var held = rig.Journal.Of(guests[0].Uuid).Should().ContainSingle().Subject;
        (held.Kind, held.Code).Should().Be((DecisionKind.Held, "judge-unwell"));
        rig.Advance(30);
        rig.Notifier.Reported.Should().ContainSingle().Which.Cause.Should().Contain("left 6 questions");
        (guests[0].AgentCalls - calls).Should().BeGreaterThanOrEqualTo(6);
        rig.Instances.Find(guests[0].Uuid)!.Ruling.Should().BeNull();
    }

    [Test]
    public void UnwellJudge_GuestThatAnswersLate_IsNotReported()
    {
        using var rig = Watching(out var guests);
        rig.Readings.Now = new SelfReading { QueueDelay = TimeSpan.FromSeconds(2) };
        rig.Advance(1);
        rig.Libvirt.SetAgent(guests[0], AgentBehaviour.Silent);
        AdvanceUntil(rig, () => rig.Instances.Find(guests[0].Uuid)!.Ruling is not null);

        rig.Libvirt.SetAgent(guests[0], AgentBehaviour.Answering);
        rig.Advance(10);

        rig.Instances.Find(guests[0].Uuid)!.Ruling.Should().BeNull();
        rig.DetectorOf(guests[0]).State.Should().Be(GuestState.Healthy);
    }

    [Test]
    public void Score_FallsByOnePerInterval_AndItsEndIsSaidOnce()
    {
        using var rig = Watching(out _);
        rig.Readings.Now = new SelfReading { QueueDelay = TimeSpan.FromSeconds(1) };
        rig.Advance(1);
        rig.Readings.Now = new SelfReading();
        rig.Judge.Score.Should().Be(2);
        rig.Advance(10);
        rig.Judge.Score.Should().Be(1);
        rig.Advance(10);

        rig.Judge.Score.Should().Be(0);
        rig.Judge.Complaints.Should().BeEmpty();
        rig.Log.Count(LogLevel.Information, "The monitor itself is well again").Should().Be(1);
        rig.Log.Count(LogLevel.Warning, "The monitor itself").Should().Be(1);
    }

    [Test]
    public void SwitchedOff_TheScoreIsShown_AndNothingElseChanges()
    {
        using var rig = new MonitorRig
        {
            LocalHealth = new LocalHealthOptions { Policy = new LocalHealthPolicy(false, 3, TimeSpan.FromSeconds(10)) },
        };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Readings.Now = new SelfReading { QueueDelay = TimeSpan.FromSeconds(9) };
        rig.Advance(1);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);

        rig.Advance(18.1);

        rig.Notifier.Reported.Should().ContainSingle();
        rig.Judge.Score.Should().Be(7);
        rig.Log.Count(LogLevel.Warning, "local_health is off").Should().Be(1);
    }

    [Test]
    public void SlowLibvirtd_IsNoticed_AndItsGuestsAreNotBlamed()
    {
        using var rig = Watching(out var guests);
        rig.Libvirt.QueryDelay = TimeSpan.FromSeconds(3);
        guests.ForEach(guest => rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent));

        rig.Advance(60);
        rig.Judge.Score.Should().Be(3);
        rig.Judge.Complaints.Should().Contain("libvirtd took");
        rig.Storm.IsEngaged.Should().BeTrue();
        guests.ForEach(guest => rig.Libvirt.SetAgent(guest, AgentBehaviour.Answering));
        rig.Libvirt.QueryDelay = TimeSpan.Zero;
        rig.Advance(120);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.Judge.Score.Should().Be(0);
        rig.Storm.IsEngaged.Should().BeFalse();
    }

    [Test]
    public void LibvirtdThatDoesNotAnswerAtAll_IsNoticed()
    {
        using var rig = Watching(out _);
        rig.Libvirt.QueryDelay = TimeSpan.FromHours(1);

        rig.Advance(12);

        rig.Judge.Score.Should().Be(4);
    }

    [Test]
    public void SlowAnswersOfAllGuests_AreNoticed_AndOneSlowGuestIsNot()
    {
        using var rig = Watching(out var guests);
        rig.Libvirt.AgentDelay = TimeSpan.FromSeconds(1.2);
        rig.Advance(15);
        rig.Judge.Score.Should().Be(2);
        rig.Judge.Complaints.Should().Contain("the fastest guests take 1.2 s to answer");
        rig.Notifier.Reported.Should().BeEmpty();
    }

    [TestCase(1)]
    [TestCase(3)]
    public void HostSuspended_WhateverWasOpen_NobodyIsReported(int threshold)
    {
        for (var offset = 0.0; offset < 10; offset += 0.3)
        {
            using var rig = new MonitorRig
            {
                Introspection = new IntrospectionOptions
                {
                    Policy = new DetectionPolicy(threshold, false, TimeSpan.FromSeconds(60)),
                },
            };
            var guests = Enumerable.Range(1, 2).Select(i => rig.Libvirt.Add($"instance-{i}")).ToList();
            rig.Start();
            rig.Advance(30 + offset);
            guests.ForEach(guest => rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent));
            rig.Advance(1);

            rig.Time.Jump(TimeSpan.FromSeconds(60));
            guests.ForEach(guest => rig.Libvirt.SetAgent(guest, AgentBehaviour.Answering));
            rig.Advance(60);

            rig.Notifier.Reported.Should().BeEmpty($"suspended {offset} s into the interval");
            rig.Log.Count(LogLevel.Warning, "The monitor stood still for").Should().Be(1);
            guests.Should().OnlyContain(guest => rig.DetectorOf(guest).State == GuestState.Healthy);
        }
    }

    [Test]
    public void HostSuspended_AGuestThatHangsSinceThen_IsFound()
    {
        using var rig = Watching(out var guests);
        rig.Time.Jump(TimeSpan.FromSeconds(60));
        rig.Judge.Score.Should().Be(7);
        rig.Libvirt.SetAgent(guests[0], AgentBehaviour.Silent);

        rig.Advance(90);

        rig.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void ReportThatWaits_WhenTheHostStoodStill_IsNotSentOnWhatWasSeenBefore()
    {
        using var rig = Watching(out var guests);
        rig.Libvirt.SetAgent(guests[0], AgentBehaviour.Silent);
        rig.Advance(20);
        var waiting = rig.Notifier.Reported.Single();
        Read(rig, waiting).Truth.Should().Be(FaultTruth.StillTrue);

        rig.Time.Jump(TimeSpan.FromSeconds(7));

        var (truth, why) = Read(rig, waiting);
        truth.Should().Be(FaultTruth.Unknown, why);
        rig.Advance(30);
        Read(rig, waiting).Truth.Should().Be(FaultTruth.Unknown, "it is asked once more after the hold");
        rig.Advance(12);
        Read(rig, waiting).Truth.Should().Be(FaultTruth.StillTrue);
    }

    private static FaultReading Read(MonitorRig rig, Notification notification) =>
        rig.Faults.ReadAsync(notification, default).AsTask().GetAwaiter().GetResult();

    private static MonitorRig Watching(out List<InMemoryDomain> guests)
    {
        var rig = new MonitorRig();
        guests = [.. Enumerable.Range(1, 5).Select(i => rig.Libvirt.Add($"instance-{i}"))];
        rig.Start();
        rig.Advance(30);
        return rig;
    }

    private static void AdvanceUntil(MonitorRig rig, Func<bool> condition)
    {
        for (var i = 0; i < 1000 && !condition(); i++)
        {
            rig.Advance(0.1);
        }

        condition().Should().BeTrue();
    }
}
