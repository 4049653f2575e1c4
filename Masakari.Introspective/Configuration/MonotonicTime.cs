namespace Masakari.Introspective.Configuration;

/// <summary>Readings of the monotonic clock as a time span, for durations and deadlines.</summary>
internal static class MonotonicTime
{
    /// <summary>Time since the clock's own beginning; unmoved by changes of the wall clock.</summary>
    public static TimeSpan Monotonic(this TimeProvider time) => time.GetElapsedTime(0);
}
