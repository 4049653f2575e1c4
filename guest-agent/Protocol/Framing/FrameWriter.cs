namespace Masakari.Introspective.Protocol.Framing;

/// <summary>Puts a JSON object into a frame.</summary>
public static class FrameWriter
{
    private const byte LineFeed = (byte)'\n';

    /// <returns>Line feed, the object, line feed. The first ends whatever an earlier writer left unfinished.</returns>
    /// <exception cref="ArgumentException">The object contains a line feed or is longer than the limit.</exception>
    public static byte[] Write(ReadOnlySpan<byte> json, int limit)
    {
        if (json.Length > limit)
        {
            throw new ArgumentException($"a message of {json.Length} bytes; the limit is {limit}", nameof(json));
        }

        if (json.Contains(LineFeed))
        {
            throw new ArgumentException("a message contains a line feed", nameof(json));
        }

        var frame = new byte[json.Length + 2];
        frame[0] = LineFeed;
        json.CopyTo(frame.AsSpan(1));
        frame[^1] = LineFeed;
        return frame;
    }
}
