namespace Masakari.Introspective.Channels;

/// <summary>How long to wait before a channel is tried again. Pure.</summary>
internal static class ChannelBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>A connection that lasted this long ended a row of failures.</summary>
    public static TimeSpan Steady => Longest;

    /// <summary>0.2 s, doubled per failure in a row up to 5 s, and up to a fifth less, so that channels do not march in step.</summary>
    /// <param name="failures">Failures in a row, at least 1.</param>
    /// <param name="random">0 up to 1.</param>
    public static TimeSpan After(int failures, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var full = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 10)), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(full * (1 - (0.2 * Math.Clamp(random, 0, 1))));
    }
}
