using System.Collections;
using System.Globalization;

namespace Masakari.Introspective.Configuration;

/// <summary>Values as text: as a file writes them, and as Python's str() shows them where one option quotes another.</summary>
internal static class ValueText
{
    /// <summary>The text that, parsed, gives <paramref name="value"/> again; the empty text for null.</summary>
    public static string Ini(object? value) =>
        value switch
        {
            null => "",
            string text => text,
            bool flag => flag ? "true" : "false",
            double number => Float(number),
            TimeSpan span => Number(span.TotalSeconds),
            IReadOnlyDictionary<string, string> pairs => string.Join(',', pairs.Select(p => $"{p.Key}:{p.Value}")),
            IEnumerable items => string.Join(',', items.Cast<object?>().Select(Ini)),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    /// <summary>What <c>$option</c> is replaced by.</summary>
    public static string Python(object? value) =>
        value switch
        {
            bool flag => flag ? "True" : "False",
            IReadOnlyDictionary<string, string> pairs =>
                $"{{{string.Join(", ", pairs.Select(p => $"{Repr(p.Key)}: {Repr(p.Value)}"))}}}",
            string text => text,
            IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Repr))}]",
            _ => Ini(value),
        };

    private static string Repr(object? value)
    {
        if (value is not string text)
        {
            return Python(value);
        }

        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal);
        var body = text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
        return quote ? $"\"{body}\"" : $"'{body.Replace("'", @"\'", StringComparison.Ordinal)}'";
    }

    private static string Number(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1e15
            ? ((long)value).ToString(CultureInfo.InvariantCulture)
            : Float(value);

    private static string Float(double value)
    {
        if (double.IsNaN(value))
        {
            return "nan";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "inf" : "-inf";
        }

        // Python turns to exponents from 1e16 on, .NET from 1e15 on.
        if (value == Math.Floor(value) && Math.Abs(value) < 1e16)
        {
            return ((long)value).ToString(CultureInfo.InvariantCulture) + ".0";
        }

        var text = PythonText.Lower(value.ToString("R", CultureInfo.InvariantCulture));
        return Math.Abs(value) >= 1e16 && !text.Contains('e', StringComparison.Ordinal) ? Exponent(text) : text;
    }

    /// <summary>A long whole number in exponent notation: <c>12000000000000000</c> is <c>1.2e+16</c>.</summary>
    private static string Exponent(string digits)
    {
        var sign = digits[0] == '-' ? "-" : "";
        var whole = digits[sign.Length..];
        var mantissa = whole.TrimEnd('0');
        var fraction = mantissa.Length > 1 ? "." + mantissa[1..] : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{mantissa[0]}{fraction}e+{whole.Length - 1}");
    }
}
