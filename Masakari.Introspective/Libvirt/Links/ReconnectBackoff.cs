namespace Masakari.Introspective.Libvirt;

/// <summary>How long to wait before the next try to connect. Pure.</summary>
internal static class ReconnectBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>1 s, doubled per failure in a row up to 15 s, and up to a fifth less, so that hosts do not march in step.</summary>
    /// <param name="failures">Failures in a row, at least 1.</param>
    /// <param name="random">0 up to 1.</param>
    public static TimeSpan After(int failures, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var doublings = Math.Min(failures - 1, 10);
        var full = Math.Min(First.TotalSeconds * Math.Pow(2, doublings), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(full * (1 - (0.2 * Math.Clamp(random, 0, 1))));
    }
}
