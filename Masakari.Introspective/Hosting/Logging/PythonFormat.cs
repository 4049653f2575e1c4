using System.Globalization;
using System.Text.RegularExpressions;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>A Python %-format with named fields, as logging format strings are: <c>%(msecs)03d</c>, <c>%(name)-20s</c>, <c>%%</c>.</summary>
internal sealed partial class PythonFormat
{
    private readonly List<Part> _parts = [];

    /// <param name="option">Name of the option, for the warnings.</param>
    /// <param name="knows">Whether a field has a meaning here.</param>
    /// <param name="warnings">Gets a line per part that stays as it was written.</param>
    public static PythonFormat Parse(
        string format,
        string option,
        Func<string, bool> knows,
        ICollection<string> warnings
    )
    {
        var result = new PythonFormat();
        var end = 0;
        foreach (Match match in Placeholder().Matches(format))
        {
            result.Literal(format[end..match.Index]);
            end = match.Index + match.Length;
            var field = match.Groups["field"].Value;
            if (string.Equals(match.Value, "%%", StringComparison.Ordinal))
            {
                result.Literal("%");
            }
            else if (field.Length > 0 && knows(field))
            {
                result._parts.Add(Part.Of(match, field));
            }
            else
            {
                result.Literal(match.Value);
                warnings.Add(
                    field.Length > 0
                        ? $"[DEFAULT] {option}: the field {match.Value} is not known here and is written as it stands"
                        : $"[DEFAULT] {option}: '{match.Value}' is no %(field)s; write %% for a percent sign"
                );
            }
        }

        result.Literal(format[end..]);
        return result;
    }

    public void Render(TextWriter output, Func<string, object?> lookup)
    {
        foreach (var part in _parts)
        {
            output.Write(part.Field is null ? part.Literal : part.Format(lookup(part.Field)));
        }
    }

    public string Render(Func<string, object?> lookup)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        Render(writer, lookup);
        return writer.ToString();
    }

    private void Literal(string text)
    {
        if (text.Length > 0)
        {
            _parts.Add(new Part(text, null, "", 0, -1, 's'));
        }
    }

    [GeneratedRegex(
        @"%(?:%|\((?<field>[A-Za-z_]\w*)\)(?<flags>[-+ 0#]*)(?<width>\d{0,3})(?:\.(?<precision>\d{1,3}))?(?<type>[sdifrxX])|)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Placeholder();

    private sealed record Part(string Literal, string? Field, string Flags, int Width, int Precision, char Type)
    {
        public static Part Of(Match match, string field) =>
            new(
                "",
                field,
                match.Groups["flags"].Value,
                Number(match.Groups["width"], 0),
                Number(match.Groups["precision"], -1),
                match.Groups["type"].Value[0]
            );

        public string Format(object? value)
        {
            var text = (Type, value) switch
            {
                ('d' or 'i', IConvertible and not string) => Convert
                    .ToInt64(Math.Truncate(Convert.ToDouble(value, CultureInfo.InvariantCulture)))
                    .ToString(CultureInfo.InvariantCulture),
                ('x', int or long) => string.Create(CultureInfo.InvariantCulture, $"{value:x}"),
                ('X', int or long) => string.Create(CultureInfo.InvariantCulture, $"{value:X}"),
                ('f', IConvertible and not string) => Convert
                    .ToDouble(value, CultureInfo.InvariantCulture)
                    .ToString(
                        "F" + (Precision < 0 ? 6 : Precision).ToString(CultureInfo.InvariantCulture),
                        CultureInfo.InvariantCulture
                    ),
                ('r', string s) => $"'{s}'",
                _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
            };
            if (Type is 's' or 'r' && Precision >= 0 && text.Length > Precision)
            {
                text = text[..Precision];
            }

            var number = Type is not ('s' or 'r') && value is not string;
            if (Flags.Contains('-', StringComparison.Ordinal))
            {
                return text.PadRight(Width);
            }

            return text.PadLeft(Width, number && Flags.Contains('0', StringComparison.Ordinal) ? '0' : ' ');
        }

        private static int Number(Group group, int otherwise) =>
            group is { Success: true, Length: > 0 }
                ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture)
                : otherwise;
    }
}
