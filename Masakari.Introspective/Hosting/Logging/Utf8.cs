namespace Masakari.Introspective.Hosting.Logging;

internal static class Utf8
{
    /// <summary>At most <paramref name="limit"/> bytes of <paramref name="text"/>, never a part of a character.</summary>
    public static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        // 10xxxxxx continues a character.
        while (limit > 0 && (text[limit] & 0xC0) == 0x80)
        {
            limit--;
        }

        return text[..limit];
    }
}
