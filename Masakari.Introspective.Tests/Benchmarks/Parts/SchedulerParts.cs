using BenchmarkDotNet.Attributes;
using Masakari.Introspective.Benchmarks.Simulation;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Benchmarks.Parts;

/// <summary>From a guest that is due to its answer, with a libvirt that answers at once.</summary>
public class SchedulerParts
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly SimulatedTime _time = new();
    private readonly PingTarget _target = new(AgentLane.Routine, TimeSpan.FromSeconds(2), LowerResponseTimeout: false);
    private IReadOnlyList<Guid> _guests = [];
    private PingScheduler _scheduler = null!;
    private PingResult? _answer;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        _guests = SimulatedGuests.Many(1_000);
        var libvirt = new SimulatedLibvirt(_guests, _time);
        _scheduler = new PingScheduler(
            new Pinger(libvirt, _time),
            LanePlan.For(8),
            _time,
            answer => _answer = answer,
            CancellationToken.None
        );
    }

    [Benchmark]
    public bool Step()
    {
        var guest = _guests[_next++ % _guests.Count];
        _scheduler.Schedule(guest, _time.Now, _target);
        _scheduler.Run();
        return _scheduler.Settle(_answer!);
    }

    [Benchmark]
    public long PhasePlanNext() =>
        PhasePlan.Next(PhasePlan.PhaseOf(_next++, Interval), Interval, TimeSpan.FromSeconds(12_345)).Ticks;
}
