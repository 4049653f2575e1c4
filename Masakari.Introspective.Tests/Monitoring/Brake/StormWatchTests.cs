using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Brake;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Monitoring.Brake;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Brake;

/// <summary>How much of the host is looked at when: a tenth a tick in calm, everybody in trouble and for a verdict.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class StormWatchTests
{
    private static readonly DetectionPolicy Policy = new(3, ReportClosedPort: false, TimeSpan.Zero);

    private readonly ManualTimeProvider _time = new();
    private readonly InstanceTable _instances = new();
    private readonly List<InstanceMonitor> _guests = [];
    private readonly StormWatch _sut;

    public StormWatchTests()
    {
        var (window, ceiling, pace) = (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));
        var policy = new BrakePolicy(IsOn: true, MinGuests: 3, Percent: 55, window, ceiling, pace);
        _sut = new StormWatch(policy, _instances, _time, NullLogger<StormWatch>.Instance);
        for (var i = 0; i < 40; i++)
        {
            var guest = _instances.GetOrAdd(
                new DomainSnapshot(Guid.NewGuid(), $"instance-{i}", 1, DomainState.Running, 0),
                TimeSpan.Zero
            );
            guest.Watch = new WatchDecision(WatchReason.Watched);
            Observe(guest, Finding.Answered);
            _guests.Add(guest);
        }
    }

    [Test]
    public void Calm_EverybodyIsLookedAtWithinTenTicks()
    {
        Tick(1);
        _sut.Watched.Should().Be(4);

        Tick(9);

        _sut.Watched.Should().Be(40);
    }

    [Test]
    public void Trouble_EverybodyIsLookedAtAtOnce()
    {
        Observe(_guests[39], Finding.Silent);
        _sut.Changed(_guests[39]);

        Tick(1);

        (_sut.Watched, _sut.InTrouble).Should().Be((40, 1));
    }

    [Test]
    public void VerdictInCalm_SeesTroubleThatNobodyTold()
    {
        Tick(10);
        _guests.ForEach(guest => Observe(guest, Finding.Silent));

        _sut.Judge(_guests[0]).Should().NotBeNull();

        _sut.IsEngaged.Should().BeTrue();
    }

    [Test]
    public void WaitingReport_SeesTroubleThatNobodyTold()
    {
        Tick(10);
        _guests.Take(20).ToList().ForEach(guest => Observe(guest, Finding.Silent));

        _sut.AwaitRound().Should().NotBeNull("the others are asked first");
    }

    [Test]
    public void GuestThatLeft_IsNotCountedAgain()
    {
        Tick(1);
        foreach (var gone in _guests)
        {
            _instances.Remove(gone.Uuid);
            _sut.Forget(gone.Uuid);
        }

        Tick(20);

        _sut.Watched.Should().Be(0);
    }

    private void Tick(int times)
    {
        for (; times > 0; times--)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _sut.Tick();
        }
    }

    private static void Observe(InstanceMonitor guest, Finding finding) =>
        guest.Detector.Observe(finding, Policy, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
}
