using System.Globalization;

namespace Masakari.Introspective.Detection.LocalHealth;

/// <summary>Reads a file of <c>/proc/pressure</c> (kernel documentation, accounting/psi).</summary>
internal static class PressureText
{
    private const string Key = "avg10=";

    /// <param name="line">Its first line: <c>some avg10=0.12 avg60=... avg300=... total=...</c>.</param>
    /// <returns>Percent, 0..100; null where it is not such a line.</returns>
    public static double? SomeAvg10(string? line)
    {
        if (line?.Split(' ') is not ["some", var average, ..] || !average.StartsWith(Key, StringComparison.Ordinal))
        {
            return null;
        }

        return
            double.TryParse(
                average.AsSpan(Key.Length),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var percent
            )
            && percent <= 100
            ? percent
            : null;
    }
}
