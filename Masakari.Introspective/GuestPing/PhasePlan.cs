namespace Masakari.Introspective.GuestPing;

/// <summary>Spreads guests evenly over the interval, however many there are and whenever they come.</summary>
/// <remarks>
/// The k-th guest stands at frac(k x golden ratio) of the interval: the additive recurrence with the lowest discrepancy,
/// so that the gaps stay within a small factor of interval / count without moving anybody who already has a place.
/// </remarks>
internal static class PhasePlan
{
    private const double GoldenRatio = 0.61803398874989484820;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);

    /// <summary>The place of the <paramref name="index"/>-th guest, from 0 up to (not including) <paramref name="interval"/>.</summary>
    public static TimeSpan PhaseOf(int index, TimeSpan interval)
    {
        var turns = index * GoldenRatio;
        return interval * (turns - Math.Floor(turns));
    }

    /// <summary>
    /// How long a guest that is new here waits for its first question: in the order of the places, but no slower than one
    /// guest in 20 ms, so that a monitor which has just been started soon knows everybody, and libvirtd hardly notices.
    /// </summary>
    /// <param name="count">Guests of this host.</param>
    public static TimeSpan FirstAfter(TimeSpan phase, TimeSpan interval, int count)
    {
        var span = FirstPause * count;
        return span < interval ? span * (phase / interval) : phase;
    }

    /// <summary>The first moment strictly after <paramref name="now"/> that is on the guest's place.</summary>
    public static TimeSpan Next(TimeSpan phase, TimeSpan interval, TimeSpan now)
    {
        var rounds = Math.Floor((now - phase) / interval) + 1;
        return phase + interval * rounds;
    }
}
