using System.Globalization;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>When a log file is put aside, under which name, and how many are kept.</summary>
/// <param name="Type"><c>none</c>, <c>interval</c> or <c>size</c>.</param>
/// <param name="Interval">Units of <paramref name="IntervalType"/>; with Weekday the day, 0 is Monday.</param>
/// <param name="KeepCount">Files kept beside the current one; with <c>size</c>, 0 means that nothing is rotated (as in Python).</param>
internal sealed record LogRotation(string Type, int Interval, string IntervalType, int KeepCount, long MaxBytes)
{
    public static readonly LogRotation None = new("none", 1, "days", 30, 200 * 1024 * 1024);

    public bool BySize => Is(Type, "size") && KeepCount > 0;

    /// <summary>When a file begun at <paramref name="begun"/> (local time) is full; null for never.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset begun)
    {
        if (!Is(Type, "interval"))
        {
            return null;
        }

        var units = Math.Max(1, Interval);
        var midnight = new DateTimeOffset(begun.Date, begun.Offset).AddDays(1);
        return IntervalType.ToUpperInvariant() switch
        {
            "SECONDS" => begun.AddSeconds(units),
            "MINUTES" => begun.AddMinutes(units),
            "HOURS" => begun.AddHours(units),
            "MIDNIGHT" => midnight,
            "WEEKDAY" => NextWeekday(midnight),
            _ => begun.AddDays(units),
        };
    }

    /// <summary>What is added to the name of a file begun at <paramref name="begun"/>, as Python's handler names it.</summary>
    public string Suffix(DateTimeOffset begun)
    {
        var format = IntervalType.ToUpperInvariant() switch
        {
            "SECONDS" => "yyyy-MM-dd_HH-mm-ss",
            "MINUTES" => "yyyy-MM-dd_HH-mm",
            "HOURS" => "yyyy-MM-dd_HH",
            _ => "yyyy-MM-dd",
        };
        return begun.ToString(format, CultureInfo.InvariantCulture);
    }

    private DateTimeOffset NextWeekday(DateTimeOffset midnight)
    {
        // The day itself ends at the following midnight; DayOfWeek counts from Sunday, Python from Monday.
        var endsBefore = (DayOfWeek)((Interval + 1 + 1) % 7);
        while (midnight.DayOfWeek != endsBefore)
        {
            midnight = midnight.AddDays(1);
        }

        return midnight;
    }

    private static bool Is(string value, string name) => string.Equals(value, name, StringComparison.OrdinalIgnoreCase);
}
