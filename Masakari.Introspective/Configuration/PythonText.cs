using System.Globalization;
using System.Text.RegularExpressions;

namespace Masakari.Introspective.Configuration;

/// <summary>The few string and number rules of Python that existing files rely on.</summary>
internal static partial class PythonText
{
    /// <summary>Python also counts the four ASCII separators 0x1c-0x1f as blank.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    public static string StripEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    public static string StripStart(string text)
    {
        var start = 0;
        while (start < text.Length && IsSpace(text[start]))
        {
            start++;
        }

        return text[start..];
    }

    public static string Strip(string text) => StripStart(StripEnd(text));

#pragma warning disable CA1308 // Group names are lower case by definition of the format.
    public static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>
    /// An integer as Python's int() reads it: sign, underscores between digits, blanks around. Null for any other text;
    /// numbers beyond 64 bits saturate, so that the range check refuses them.
    /// </summary>
    public static long? TryInt(string text)
    {
        var trimmed = Strip(text);
        if (!IntPattern().IsMatch(trimmed))
        {
            return null;
        }

        var digits = trimmed.Replace("_", "", StringComparison.Ordinal);
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        return digits[0] == '-' ? long.MinValue : long.MaxValue;
    }

    /// <summary>A number as Python's float() reads it, <c>inf</c> and <c>nan</c> included; null for any other text.</summary>
    public static double? TryFloat(string text)
    {
        var trimmed = Lower(Strip(text));
        var unsigned = trimmed.TrimStart('+', '-');
        if (trimmed.Length - unsigned.Length <= 1)
        {
            switch (unsigned)
            {
                case "inf" or "infinity":
                    return trimmed[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
                case "nan":
                    return double.NaN;
            }
        }

        return FloatPattern().IsMatch(trimmed)
            ? double.Parse(
                trimmed.Replace("_", "", StringComparison.Ordinal),
                NumberStyles.Float,
                CultureInfo.InvariantCulture
            )
            : null;
    }

    [GeneratedRegex(@"^[+-]?[0-9](_?[0-9])*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IntPattern();

    [GeneratedRegex(
        @"^[+-]?([0-9](_?[0-9])*(\.([0-9](_?[0-9])*)?)?|\.[0-9](_?[0-9])*)(e[+-]?[0-9](_?[0-9])*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex FloatPattern();
}
