using System.Globalization;
using System.Text;
using Serilog.Events;
using Serilog.Parsing;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>Text of events, safe for a line-oriented log.</summary>
internal static class LogText
{
    /// <summary>The message with its parameters in place, on one line.</summary>
    public static string Message(LogEvent logEvent)
    {
        var text = new StringBuilder();
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            text.Append(
                token is PropertyToken property
                    ? logEvent.Properties.TryGetValue(property.PropertyName, out var value)
                        ? Value(value, property.Format)
                        : property.ToString()
                    : ((TextToken)token).Text
            );
        }

        return OneLine(text.ToString());
    }

    /// <summary>A scalar property as text without quotes; empty where it is absent or null.</summary>
    public static string Property(LogEvent logEvent, string name) =>
        logEvent.Properties.TryGetValue(name, out var value) && value is ScalarValue { Value: not null }
            ? OneLine(Value(value, null))
            : "";

    public static string Value(LogEventPropertyValue value, string? format) =>
        value switch
        {
            ScalarValue { Value: string text } => text,
            ScalarValue { Value: null } => "(null)",
            ScalarValue { Value: IFormattable scalar } => scalar.ToString(format, CultureInfo.InvariantCulture),
            ScalarValue { Value: { } other } => other.ToString() ?? "",
            SequenceValue sequence => string.Join(", ", sequence.Elements.Select(e => Value(e, format))),
            _ => value.ToString(format, CultureInfo.InvariantCulture),
        };

    /// <summary>
    /// Escapes what would start a new line or steer a terminal: much of our text comes from guests, and none of it may look
    /// like a line of ours.
    /// </summary>
    public static string OneLine(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') || !text.Any(IsUnsafe))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (!IsUnsafe(c))
            {
                safe.Append(c);
                continue;
            }

            safe.Append(
                c switch
                {
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    < (char)0x100 => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                    _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                }
            );
        }

        return safe.ToString();
    }

    /// <summary>Control characters, line and paragraph separators, and what reverses the direction of reading.</summary>
    private static bool IsUnsafe(char c) =>
        char.IsControl(c)
        || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
