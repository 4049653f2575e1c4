using System.Globalization;
using System.Text;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>The part of strftime(3) that log formats use, in the C locale; an unknown directive is kept as it stands.</summary>
internal static class StrfTime
{
    public static string Format(DateTimeOffset time, string format)
    {
        var text = new StringBuilder(format.Length * 2);
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            i++;
            text.Append(Directive(time, format[i]) ?? $"%{format[i]}");
        }

        return text.ToString();
    }

    private static string? Directive(DateTimeOffset time, char directive) =>
        directive switch
        {
            '%' => "%",
            'Y' => Net(time, "yyyy"),
            'y' => Net(time, "yy"),
            'm' => Net(time, "MM"),
            'd' => Net(time, "dd"),
            'e' => Net(time, "%d").PadLeft(2),
            'j' => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
            'H' => Net(time, "HH"),
            'I' => Net(time, "hh"),
            'M' => Net(time, "mm"),
            'S' => Net(time, "ss"),
            'f' => Net(time, "ffffff"),
            'p' => Net(time, "tt"),
            'a' => Net(time, "ddd"),
            'A' => Net(time, "dddd"),
            'b' or 'h' => Net(time, "MMM"),
            'B' => Net(time, "MMMM"),
            'F' => Net(time, "yyyy-MM-dd"),
            'T' => Net(time, "HH:mm:ss"),
            'R' => Net(time, "HH:mm"),
            'D' => Net(time, "MM/dd/yy"),
            's' => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            'z' => Net(time, "zzz").Replace(":", "", StringComparison.Ordinal),
            'Z' => time.Offset == TimeSpan.Zero ? "UTC" : Net(time, "zzz"),
            _ => null,
        };

    // ':' and '/' stand for themselves in the invariant culture.
    private static string Net(DateTimeOffset time, string format) =>
        time.ToString(format, CultureInfo.InvariantCulture);
}
