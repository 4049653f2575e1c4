using System.Globalization;
using Masakari.Introspective.Diagnostics.Views;

namespace Masakari.Introspective.Cli.Control;

/// <summary>How times and holds are said.</summary>
internal static class Words
{
    /// <summary>In at most two units: <c>12 s</c>, <c>3 min 5 s</c>, <c>2 h 7 min</c>, <c>4 d 1 h</c>.</summary>
    public static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Max(0, Math.Floor(seconds)));
        return time switch
        {
            { TotalMinutes: < 1 } => $"{time.Seconds} s",
            { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
            { TotalDays: < 1 } => $"{time.Hours} h {time.Minutes} min",
            _ => $"{time.Days} d {time.Hours} h",
        };
    }

    /// <summary>A time of the day, UTC.</summary>
    public static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Hold(HoldView hold) => $"by {hold.Who} until {Time(hold.Until)}: {hold.Reason}";
}
