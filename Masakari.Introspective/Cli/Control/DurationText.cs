using System.Globalization;

namespace Masakari.Introspective.Cli.Control;

/// <summary>Durations as people type them: <c>90s</c>, <c>30m</c>, <c>2h</c>, <c>1d</c>, <c>1h30m</c>. Pure.</summary>
internal static class DurationText
{
    /// <summary>What is expected, for an error.</summary>
    public const string Expected = "a number with s, m, h or d, as in 90s, 30m, 2h, 1d or 1h30m";

    private const int MostCharacters = 30;
    private const double Most = 366 * 86400d;

    /// <returns>Null where it is none, or longer than a year.</returns>
    public static TimeSpan? Parse(string text)
    {
        var seconds = 0d;
        var number = "";
        var parts = 0;
        foreach (var letter in text.Trim())
        {
            if (char.IsAsciiDigit(letter) || letter == '.')
            {
                number += letter;
                continue;
            }

            if (
                SecondsIn(letter) is not { } unit
                || number.Length > MostCharacters
                || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            )
            {
                return null;
            }

            (seconds, number, parts) = (seconds + (count * unit), "", parts + 1);
        }

        return parts > 0 && number.Length == 0 && seconds is > 0 and <= Most ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static double? SecondsIn(char unit) =>
        unit switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86400,
            _ => null,
        };
}
