using System.Text;

namespace Masakari.Introspective.Configuration;

/// <summary>Writes values so that reading them gives the same text again.</summary>
internal static class IniText
{
    /// <summary>
    /// <paramref name="value"/> as it stands after <c>name =</c>: dollar signs escaped, quoted where blanks or quotes
    /// at its ends would be lost.
    /// </summary>
    /// <exception cref="ArgumentException">The value has line breaks: the format keeps no blanks at their sides.</exception>
    public static string Quote(string value)
    {
        if (value.AsSpan().IndexOfAny('\n', '\r') >= 0)
        {
            throw new ArgumentException("a value with line breaks cannot be written on one line", nameof(value));
        }

        var text = EscapeDollars(value);
        var blankEnds = text.Length > 0 && (PythonText.IsSpace(text[0]) || PythonText.IsSpace(text[^1]));
        var quotedEnds = text.Length > 0 && text[0] is '"' or '\'' && text[0] == text[^1];
        return blankEnds || quotedEnds ? $"\"{text}\"" : text;
    }

    /// <summary><c>$$</c> is the usual escape, but after a backslash only <c>\$</c> keeps that backslash.</summary>
    private static string EscapeDollars(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '$')
            {
                text.Append(i > 0 && value[i - 1] == '\\' ? '\\' : '$');
            }

            text.Append(value[i]);
        }

        return text.ToString();
    }
}
