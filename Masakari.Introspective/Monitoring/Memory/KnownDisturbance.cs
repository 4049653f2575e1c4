namespace Masakari.Introspective.Monitoring.Memory;

/// <summary>A planned operation that was under way, or had just ended, when the monitor ended.</summary>
/// <param name="After">What ended, a clause: <c>it was resumed</c>.</param>
/// <param name="EndedAt">When, UTC; null where it still lasted.</param>
internal sealed record KnownDisturbance(string After, DateTimeOffset? EndedAt)
{
    /// <summary>Which end it was tells the words; the time is reckoned back from two clocks each time and varies a little.</summary>
    public bool Equals(KnownDisturbance? other) =>
        other is not null && After == other.After && EndedAt is null == other.EndedAt is null;

    public override int GetHashCode() => After.GetHashCode(StringComparison.Ordinal);
}
