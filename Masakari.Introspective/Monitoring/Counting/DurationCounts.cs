namespace Masakari.Introspective.Monitoring.Counting;

/// <summary>What a <see cref="DurationHistogram"/> held at one moment.</summary>
/// <param name="Bounds">Upper bounds of the buckets, in s.</param>
/// <param name="Counts">Durations in each bucket alone; one more than there are bounds.</param>
/// <param name="Sum">Of all durations.</param>
internal sealed record DurationCounts(IReadOnlyList<double> Bounds, IReadOnlyList<long> Counts, TimeSpan Sum)
{
    /// <summary>For each bound, and last for no bound, the durations up to it.</summary>
    public IEnumerable<(double Bound, long Count)> Cumulated()
    {
        var total = 0L;
        for (var bucket = 0; bucket < Counts.Count; bucket++)
        {
            total += Counts[bucket];
            yield return (bucket < Bounds.Count ? Bounds[bucket] : double.PositiveInfinity, total);
        }
    }
}
