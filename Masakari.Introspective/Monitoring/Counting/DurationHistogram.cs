namespace Masakari.Introspective.Monitoring.Counting;

/// <summary>Durations in buckets: one comparison a bound and one increment each, nothing allocated.</summary>
/// <param name="bounds">Upper bounds of the buckets, inclusive and rising, in s; one more bucket takes what is longer.</param>
internal sealed class DurationHistogram(params double[] bounds)
{
    private readonly long[] _ticks = [.. bounds.Select(bound => TimeSpan.FromSeconds(bound).Ticks)];
    private readonly long[] _counts = new long[bounds.Length + 1];
    private long _sum;

    public void Add(TimeSpan duration)
    {
        var bucket = 0;
        while (bucket < _ticks.Length && duration.Ticks > _ticks[bucket])
        {
            bucket++;
        }

        _counts[bucket]++;
        _sum += duration.Ticks;
    }

    public DurationCounts Read() => new(bounds, [.. _counts], TimeSpan.FromTicks(_sum));
}
