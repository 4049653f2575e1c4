using System.Globalization;

namespace Masakari.Introspective.OpenStack.Masakari;

/// <summary>masakari's times: UTC without a zone, microseconds left out when there are none.</summary>
internal static class MasakariTime
{
    public static string Format(DateTimeOffset time)
    {
        var utc = Truncate(time).UtcDateTime;
        var format =
            utc.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ss.ffffff";
        return utc.ToString(format, CultureInfo.InvariantCulture);
    }

    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;

    /// <summary>What is left of a time once it went through masakari: whole microseconds.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>
    /// Whether a stored time is the one sent. MySQL's DATETIME keeps whole seconds and rounds, so a stored time without a
    /// fraction stands for any within a second.
    /// </summary>
    public static bool IsSame(DateTimeOffset stored, DateTimeOffset sent)
    {
        var wanted = Truncate(sent);
        return stored == wanted
            || (stored.Ticks % TimeSpan.TicksPerSecond == 0 && (stored - wanted).Duration() < TimeSpan.FromSeconds(1));
    }
}
