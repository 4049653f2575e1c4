using System.Globalization;

namespace Masakari.Introspective.Cli.Control;

/// <summary>
/// Moments as people type them: <c>2026-11-21T16:03:12Z</c>, <c>2026-11-21 16:03</c>, <c>16:03</c> (the last time it was
/// that), <c>10 min ago</c>, <c>2h ago</c>. Without a zone: UTC, as everything that is printed. Pure.
/// </summary>
internal static class MomentText
{
    /// <summary>What is expected, for an error.</summary>
    public const string Expected = "a time as in 2026-11-21T16:03:12Z, '2026-11-21 16:03', 16:03 (UTC) or '10 min ago'";

    private const string Ago = " ago";

    /// <returns>Null where it is none.</returns>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        var trimmed = text.Trim();
        if (trimmed.EndsWith(Ago, StringComparison.OrdinalIgnoreCase))
        {
            return DurationText.Parse(Short(trimmed[..^Ago.Length])) is { } since ? now - since : null;
        }

        if (
            TimeOnly.TryParse(trimmed, CultureInfo.InvariantCulture, out var time)
            && trimmed.Contains(':', StringComparison.Ordinal)
            && trimmed.Length <= "00:00:00".Length
        )
        {
            var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + time.ToTimeSpan();
            return today <= now ? today : today.AddDays(-1);
        }

        return DateTimeOffset.TryParse(
            trimmed,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment
        )
            ? moment
            : null;
    }

    /// <summary>Units as words become letters: <c>10 min</c> is <c>10m</c>.</summary>
    private static string Short(string duration)
    {
        var words = duration.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(
            words.Select(word =>
                word switch
                {
                    "second" or "seconds" or "sec" => "s",
                    "minute" or "minutes" or "min" or "mins" => "m",
                    "hour" or "hours" => "h",
                    "day" or "days" => "d",
                    _ => word.Replace("min", "m", StringComparison.Ordinal),
                }
            )
        );
    }
}
