using FluentAssertions;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Brake;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Notifications;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Brake;

/// <summary>Many guests that fail at once, on a whole monitor in simulated time.</summary>
internal sealed class StormTests
{
    private const int Ceiling = 300;

    [TestCase(10, 6)]
    [TestCase(3, 3)]
    [TestCase(4, 3)]
    [TestCase(20, 12)]
    [TestCase(20, 20)]
    public void MoreThanTheShareAtOnce_IsHeld_WhateverThePhase(int all, int frozen)
    {
        for (var offset = 0.0; offset < 10; offset += 1.3)
        {
            using var rig = Watching(out var guests, all, offset);
            Freeze(rig, guests.Take(frozen));

            Leaving(rig, 120).Should().BeEmpty($"frozen {offset} s into the interval");
            rig.Storm.IsEngaged.Should().BeTrue();
            rig.Log.Count(LogLevel.Error, "fell silent or failed within 60 s").Should().Be(1);
        }
    }

    [TestCase(10, 5, 18.1)]
    [TestCase(2, 2, 18.1)]
    [TestCase(1, 1, 18.1)]
    [TestCase(20, 11, 30)]
    public void UpToTheShareAtOnce_IsReportedInTime_WhateverThePhase(int all, int frozen, double seconds)
    {
        for (var offset = 0.0; offset < 10; offset += 1.3)
        {
            using var rig = Watching(out var guests, all, offset);
            Freeze(rig, guests.Take(frozen));

            rig.Advance(seconds);

            rig.Notifier.Reported.Should().HaveCount(frozen, $"frozen {offset} s into the interval");
            rig.Storm.IsEngaged.Should().BeFalse();
        }
    }

    [Test]
    public void StormSeenLate_NoVerdictLeavesBefore()
    {
        using var rig = Watching(out var guests, 60);
        Freeze(rig, guests.Take(40));

        Leaving(rig, 120).Should().BeEmpty("what waits in the outbox waits for the round, and then for the storm");
        rig.Storm.IsEngaged.Should().BeTrue();
    }

    [Test]
    public void Storm_NamesItsGuestsOnce_AndSaysWhyEachIsHeld()
    {
        using var rig = Watching(out var guests, 16);
        Freeze(rig, guests);

        rig.Advance(60);

        var line = rig.Log.Lines.Single(l => l.Text.Contains("fell silent", StringComparison.Ordinal)).Text;
        line.Should().Contain("of 16 guests").And.Contain("instance-");
        var held = rig.Journal.Of(guests[0].Uuid).Should().ContainSingle().Subject;
        (held.Kind, held.Code).Should().Be((DecisionKind.Held, "storm"));
        held.Words.Should().EndWith("guests of this host fail at the same time, so that the host is doubted first");
        rig.Instances.Find(guests[0].Uuid)!.Ruling!.Reason.Should().Be(RulingReason.Storm);
    }

    [Test]
    public void StormThatPasses_NobodyIsReported_AndALaterHangIs()
    {
        using var rig = Watching(out var guests, 10);
        Freeze(rig, guests.Take(7));
        rig.Advance(90);
        Thaw(rig, guests);

        rig.Advance(90);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.Storm.IsEngaged.Should().BeFalse();
        rig.Log.Count(LogLevel.Warning, "common failure is over").Should().Be(1);
        rig.Instances.All.Should().OnlyContain(instance => instance.Ruling == null && instance.Sides.IsWell);

        Freeze(rig, guests.Take(1));
        rig.Advance(18.1);
        rig.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void StormThatPasses_ThoseThatStillFailAreReported()
    {
        using var rig = Watching(out var guests, 10);
        Freeze(rig, guests.Take(7));
        rig.Advance(60);
        Thaw(rig, guests.Skip(2));

        rig.Advance(90);

        rig.Notifier.Reported.Select(x => x.InstanceUuid).Should().BeEquivalentTo(guests.Take(2).Select(x => x.Uuid));
    }

    [Test]
    public void StormThatStays_IsReleasedOneByOnePastItsCeiling()
    {
        using var rig = Watching(out var guests, 10);
        Freeze(rig, guests.Take(6));
        AdvanceUntil(rig, () => rig.Storm.IsEngaged);
        rig.Advance(Ceiling - 0.5);
        rig.Notifier.Reported.Should().BeEmpty();

        var before = 0;
        for (var i = 0; i < 30; i++)
        {
            rig.Advance(10);
            (rig.Notifier.Reported.Count - before).Should().BeLessThanOrEqualTo(2);
            before = rig.Notifier.Reported.Count;
        }

        before.Should().Be(6);
        var times = rig.Notifier.Reported.Select(x => x.GeneratedAt).ToList();
        times.Zip(times.Skip(1), (a, b) => (b - a).TotalSeconds).Should().OnlyContain(gap => gap >= 10);
        rig.Log.Count(LogLevel.Error, "still fail after 300 s").Should().Be(1);
    }

    [Test]
    public void ReportedForHours_DoNotCount()
    {
        using var rig = Watching(out var guests, 10);
        foreach (var guest in guests.Take(5))
        {
            Freeze(rig, [guest]);
            rig.Advance(120);
        }

        rig.Notifier.DeliverAll();
        rig.Notifier.Reported.Should().HaveCount(5);
        rig.Advance(3600);

        Freeze(rig, guests.Skip(5).Take(2));
        rig.Advance(20);

        rig.Notifier.Reported.Should().HaveCount(7);
        rig.Storm.IsEngaged.Should().BeFalse();
    }

    [Test]
    public void QemuThatDies_InTheMiddleOfAStorm_IsReported()
    {
        using var rig = Watching(out var guests, 10);
        Freeze(rig, guests.Take(8));
        rig.Advance(60);

        rig.Libvirt.KillQemu(guests[0]);
        rig.Libvirt.Raise(guests[9], DomainEventId.IoError, 2);

        rig.Notifier.Reported.Select(x => x.Event).Should().Equal("LIFECYCLE", "IO_ERROR");
        (rig.Faults.ReadAsync(rig.Notifier.Reported[0], default).AsTask().GetAwaiter().GetResult().Truth)
            .Should()
            .Be(FaultTruth.StillTrue);
    }

    [Test]
    public void NotificationThatStillWaits_WhenTheStormIsSeen_IsHeldToo()
    {
        using var rig = Watching(out var guests, 10);
        Freeze(rig, guests.Take(1));
        rig.Advance(20);
        var waiting = rig.Notifier.Reported.Should().ContainSingle().Subject;
        Read(rig, waiting).Truth.Should().Be(FaultTruth.StillTrue);

        Freeze(rig, guests.Take(7));
        rig.Advance(30);
        rig.Storm.IsEngaged.Should().BeTrue();
        AdvanceUntil(rig, () => Read(rig, waiting).Why.EndsWith("[storm]", StringComparison.Ordinal));
        Read(rig, waiting).Truth.Should().Be(FaultTruth.Unknown);

        rig.Advance(Ceiling);
        AdvanceUntil(rig, () => Read(rig, waiting).Truth is FaultTruth.StillTrue);
    }

    [Test]
    public void MonitorRestarted_InTheMiddleOfAStorm_HoldsOn()
    {
        using var first = Watching(out var guests, 10);
        Freeze(first, guests.Take(6));
        first.Advance(60);
        first.Storm.IsEngaged.Should().BeTrue();
        using var second = first.Next(isKilled: true);
        second.Start();

        Leaving(second, 120).Should().BeEmpty();
        second.Storm.IsEngaged.Should().BeTrue();
    }

    [Test]
    public void MonitorRestarted_WithReportsThatStillWait_CountsThem()
    {
        using var first = Watching(out var guests, 5);
        Freeze(first, guests.Take(2));
        first.Advance(20);
        first.Notifier.Reported.Should().HaveCount(2);
        using var second = first.Next(isKilled: true);
        first.Notifier.Reported.ForEach(second.Notifier.Restore);
        Freeze(second, guests.Take(4));
        second.Start();

        second.Advance(20);

        second.Storm.IsEngaged.Should().BeTrue();
        second.Notifier.Reported.Should().BeEmpty();
        first.Notifier.Reported.Should().OnlyContain(x => Read(second, x).Truth == FaultTruth.Unknown);
    }

    [Test]
    public void MonitorRestarted_WithFailuresToldLongAgo_DoesNotCountThem()
    {
        using var first = Watching(out var guests, 5);
        Freeze(first, guests.Take(2));
        first.Advance(20);
        first.Notifier.DeliverAll();
        first.Advance(100);
        using var second = first.Next();
        second.Start();
        second.Advance(20);

        Freeze(second, guests.Skip(2).Take(1));
        second.Advance(18.1);

        second.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void PausedAndUnarmedGuests_AreNotWatched()
    {
        using var rig = new MonitorRig();
        var guests = Add(rig, 8);
        rig.Libvirt.SetAgent(guests[7], AgentBehaviour.Silent);
        rig.Start();
        rig.Advance(20);
        rig.Storm.Watched.Should().Be(7);
        rig.Libvirt.Suspend(guests[6]);
        rig.Libvirt.Destroy(guests[5]);
        rig.Libvirt.Undefine(guests[5]);
        rig.Advance(1);
        rig.Storm.Watched.Should().Be(5);

        Freeze(rig, guests.Take(3));
        rig.Advance(30);

        rig.Storm.IsEngaged.Should().BeTrue("three of five");
        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public void SwitchedOff_EverybodyIsReported()
    {
        using var rig = new MonitorRig
        {
            Brake = new BrakeOptions { Policy = new BrakeOptions().Policy with { IsOn = false } },
        };
        var guests = Add(rig, 10);
        rig.Start();
        rig.Advance(30);
        Freeze(rig, guests);

        rig.Advance(40);

        rig.Notifier.Reported.Should().HaveCount(10);
        rig.Log.Count(LogLevel.Information, "asked at once").Should().Be(0);
    }

    [Test]
    public void TwoSuspects_AllOthersAreAskedOnce_AndNobodyWaitsLonger()
    {
        using var rig = Watching(out var guests, 10);
        Freeze(rig, guests.Take(2));
        List<int> before = [];
        AdvanceUntil(
            rig,
            () =>
            {
                var isAsked = rig.Log.Count(LogLevel.Information, "asked at once") == 1;
                before = isAsked ? before : [.. guests.Select(x => x.AgentCalls)];
                return isAsked;
            }
        );

        guests.Select((x, i) => x.AgentCalls - before[i]).Skip(2).Should().OnlyContain(asked => asked >= 1);
        rig.Advance(120);
        rig.Log.Count(LogLevel.Information, "asked at once").Should().Be(1);
    }

    /// <summary>What masakari-api would be told: everything in the outbox is read once a second, as before it is sent.</summary>
    private static List<Notification> Leaving(MonitorRig rig, int seconds)
    {
        List<Notification> left = [];
        for (var second = 0; second < seconds; second++)
        {
            rig.Advance(1);
            left.AddRange(rig.Notifier.Reported.Where(x => Read(rig, x).Truth is FaultTruth.StillTrue));
        }

        return left;
    }

    private static FaultReading Read(MonitorRig rig, Notification notification) =>
        rig.Faults.ReadAsync(notification, default).AsTask().GetAwaiter().GetResult();

    private static void Freeze(MonitorRig rig, IEnumerable<InMemoryDomain> guests)
    {
        foreach (var guest in guests)
        {
            rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        }
    }

    private static void Thaw(MonitorRig rig, IEnumerable<InMemoryDomain> guests)
    {
        foreach (var guest in guests)
        {
            rig.Libvirt.SetAgent(guest, AgentBehaviour.Answering);
        }
    }

    private static List<InMemoryDomain> Add(MonitorRig rig, int count) =>
        [.. Enumerable.Range(1, count).Select(i => rig.Libvirt.Add($"instance-{i}"))];

    private static MonitorRig Watching(out List<InMemoryDomain> guests, int count, double offset = 0)
    {
        var rig = new MonitorRig();
        guests = Add(rig, count);
        rig.Start();
        rig.Advance(30 + offset);
        return rig;
    }

    private static void AdvanceUntil(MonitorRig rig, Func<bool> condition)
    {
        for (var i = 0; i < 2000; i++)
        {
            if (condition())
            {
                return;
            }

            rig.Advance(0.1);
        }

        Assert.Fail("It did not come about within 200 s.");
    }
}
