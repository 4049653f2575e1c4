namespace Masakari.Introspective.Detection.LocalHealth;

/// <summary>Notices that the monitor did not run for a while: its host was suspended, or had no time for it.</summary>
/// <remarks>
/// What was being waited for meanwhile proves nothing: a question whose time-out ran out in a process, or on a host, that
/// stood still is not a miss. All times are readings of one monotonic clock.
/// </remarks>
/// <param name="period">How often <see cref="Tick"/> is called.</param>
internal sealed class StallWatch(TimeSpan period)
{
    /// <summary>This much later than it should have come is a stall.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private TimeSpan? _tickedAt;

    /// <summary>When the latest stall ended; null where there was none.</summary>
    public TimeSpan? StalledUntil { get; private set; }

    /// <summary>How late the latest tick was, or the stall that was found since.</summary>
    public TimeSpan Lateness { get; private set; }

    /// <summary>Looks whether the monitor stood still until now; anything that is handled may be the first to notice.</summary>
    /// <returns>Whether it did, said once.</returns>
    public bool Look(TimeSpan now)
    {
        if (_tickedAt is not { } at || now - at - period < Limit)
        {
            return false;
        }

        Lateness = now - at - period;
        StalledUntil = now;
        _tickedAt = now;
        return true;
    }

    /// <summary>The monitor's timer came.</summary>
    /// <returns>As <see cref="Look"/>.</returns>
    public bool Tick(TimeSpan now)
    {
        var late = _tickedAt is { } at ? now - at - period : TimeSpan.Zero;
        var isStall = Look(now);
        if (!isStall)
        {
            Lateness = late > TimeSpan.Zero ? late : TimeSpan.Zero;
        }

        _tickedAt = now;
        return isStall;
    }
}
