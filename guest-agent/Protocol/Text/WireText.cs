using System.Text;

namespace Masakari.Introspective.Protocol.Text;

/// <summary>Text that crosses the wire: one line, printable, bounded.</summary>
public static class WireText
{
    /// <summary>Bytes of a guest's name (64 with C's terminating zero).</summary>
    public const int Name = 63;

    /// <summary>Bytes of a log message (224 with C's terminating zero).</summary>
    public const int LogMessage = 223;

    /// <summary>Bytes of any other string (32 with C's terminating zero).</summary>
    public const int Word = 31;

    /// <summary>
    /// Replaces line breaks, other control characters and lone surrogates by spaces, and cuts at a character's boundary.
    /// Whoever writes a log can take the result as it is: no forged line, no terminal escape.
    /// </summary>
    /// <param name="text">Any text, hostile ones included.</param>
    /// <param name="limit">Most UTF-8 bytes of the result.</param>
    public static string Clean(string text, int limit)
    {
        var clean = new StringBuilder(Math.Min(text.Length, limit));
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var kept = IsPlain(rune) ? rune : new Rune(' ');
            bytes += kept.Utf8SequenceLength;
            if (bytes > limit)
            {
                break;
            }

            clean.Append(kept);
        }

        return clean.ToString();
    }

    /// <summary>Control, format (direction marks among them) and separator characters are not plain.</summary>
    private static bool IsPlain(Rune rune) =>
        rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune)
            is not (
                System.Globalization.UnicodeCategory.Control
                or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator
            );
}
