using System.Text;

namespace Masakari.Introspective.Configuration;

/// <summary>
/// Replaces <c>$name</c>, <c>${name}</c> and <c>${group.name}</c>; <c>$$</c> and <c>\$</c> stand for one dollar sign,
/// and a dollar sign that begins nothing stays.
/// </summary>
internal static class Interpolation
{
    /// <param name="text">The text as the source gives it.</param>
    /// <param name="resolve">Gives the value of a name; throws for an unknown one.</param>
    public static string Expand(string text, Func<string, string> resolve)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
        {
            return text;
        }

        text = text.Replace(@"\$", "$$", StringComparison.Ordinal);
        var result = new StringBuilder(text.Length);
        var position = 0;
        while (position < text.Length)
        {
            if (text[position] != '$')
            {
                result.Append(text[position++]);
                continue;
            }

            position++;
            if (position < text.Length && text[position] == '$')
            {
                result.Append('$');
                position++;
                continue;
            }

            var (name, length) = Reference(text, position);
            result.Append(name is null ? "$" : resolve(name));
            position += length;
        }

        return result.ToString();
    }

    private static (string? Name, int Length) Reference(string text, int start)
    {
        var braced = start < text.Length && text[start] == '{';
        var begin = braced ? start + 1 : start;
        var end = begin;
        while (end < text.Length && IsNamePart(text[end], first: end == begin))
        {
            end++;
        }

        if (end == begin || (braced && (end == text.Length || text[end] != '}')))
        {
            return (null, 0);
        }

        return (text[begin..end], (braced ? end + 1 : end) - start);
    }

    private static bool IsNamePart(char c, bool first) =>
        char.IsAsciiLetter(c) || c == '_' || (!first && (char.IsAsciiDigit(c) || c == '.'));
}
