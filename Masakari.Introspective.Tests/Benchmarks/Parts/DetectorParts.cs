using BenchmarkDotNet.Attributes;
using Masakari.Introspective.Detection;

namespace Masakari.Introspective.Benchmarks.Parts;

/// <summary>One observation.</summary>
public class DetectorParts
{
    private readonly GuestDetector _healthy = new();
    private readonly GuestDetector _hung = new();
    private readonly DetectionPolicy _policy = new(3, false, TimeSpan.FromSeconds(300));
    private TimeSpan _now;

    [Benchmark]
    public bool Answered()
    {
        _now += TimeSpan.FromSeconds(1);
        return _healthy.Observe(Finding.Answered, _policy, _now, _now).Stale;
    }

    /// <summary>An answer, and three misses up to the verdict.</summary>
    [Benchmark]
    public bool HangAndRecovery()
    {
        _now += TimeSpan.FromSeconds(10);
        _hung.Observe(Finding.Answered, _policy, _now, _now);
        _hung.Observe(Finding.Silent, _policy, _now, _now);
        _hung.Observe(Finding.Silent, _policy, _now, _now);
        return _hung.Observe(Finding.Silent, _policy, _now, _now).Verdict is not null;
    }
}
