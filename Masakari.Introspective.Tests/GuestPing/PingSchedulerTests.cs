using FluentAssertions;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Libvirt;
using NSubstitute;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.GuestPing;

/// <summary>Places in the lanes; the one of the reported has a single call at a time here.</summary>
internal sealed class PingSchedulerTests
{
    private static readonly PingTarget Reported = new(AgentLane.Reported, TimeSpan.FromSeconds(2), false);

    private readonly ManualTimeProvider _time = new();
    private readonly List<(Guid Guest, TaskCompletionSource<string> Call)> _calls = [];
    private readonly List<PingResult> _delivered = [];
    private PingScheduler _scheduler = null!;

    [SetUp]
    public void SetUp()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        _calls.Clear();
        _delivered.Clear();
        var libvirt = Substitute.For<ILibvirtHost>();
        libvirt
            .SendAgentCommandAsync(default, default, "", default, default, default)
            .ReturnsForAnyArgs(call =>
            {
                var source = new TaskCompletionSource<string>();
                _calls.Add((call.Arg<Guid>(), source));
                return source.Task;
            });
        _scheduler = new PingScheduler(new Pinger(libvirt, _time), LanePlan.For(8), _time, _delivered.Add, default);
    }

    [Test]
    public void Hasten_OfAGuestThatWaitsForItsTurn_KeepsItsPlace()
    {
        var guests = Waiting(3);

        _scheduler.Hasten(guests[1], Reported);
        _scheduler.Run();
        Answer();

        _calls[^1].Guest.Should().Be(guests[1], "whoever is hastened again and again must not end up last each time");
    }

    [Test]
    public void Schedule_OfAGuestThatWaitsForItsTurn_MovesItToTheEnd()
    {
        var guests = Waiting(3);

        _scheduler.Schedule(guests[1], _time.Monotonic(), Reported);
        _scheduler.Run();
        Answer();

        _calls[^1].Guest.Should().Be(guests[2]);
    }

    [Test]
    public void Hasten_OfAGuestThatIsDueLater_AsksItNow()
    {
        var guest = Guid.NewGuid();
        _scheduler.Schedule(guest, _time.Monotonic() + TimeSpan.FromSeconds(10), Reported);

        _scheduler.Hasten(guest, Reported);
        _scheduler.Run();

        _calls.Should().ContainSingle();
    }

    [Test]
    public void Settle_AfterTheGuestWasDueAgainMeanwhile_SaysSo()
    {
        var guest = Guid.NewGuid();
        var routine = Reported with { Lane = AgentLane.Routine };
        for (var i = 0; i < 2; i++)
        {
            _scheduler.Schedule(guest, _time.Monotonic(), routine);
            _scheduler.Run();
        }

        _calls[0].Call.SetResult("{}");

        _scheduler.Settle(_delivered[0]).Should().BeTrue();
        _calls.Should().ContainSingle("when to ask is the owner's decision");
    }

    [Test]
    public void DefectInACall_IsDelivered_AndTheLaneGoesOn()
    {
        var guests = Waiting(2);

        _calls[0].Call.SetException(new InvalidOperationException("a defect"));

        _delivered.Should().ContainSingle().Which.Answer.Should().Be(PingAnswer.Refused);
        _scheduler.Settle(_delivered[0]);
        _calls[^1].Guest.Should().Be(guests[1]);
    }

    /// <summary>So many guests in the lane: the first is being asked, the others wait in order.</summary>
    private List<Guid> Waiting(int count)
    {
        var guests = Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToList();
        foreach (var guest in guests)
        {
            _scheduler.Schedule(guest, _time.Monotonic(), Reported);
            _scheduler.Run();
        }

        return guests;
    }

    private void Answer()
    {
        _calls[^1].Call.SetResult("{}");
        _scheduler.Settle(_delivered[^1]);
    }
}
