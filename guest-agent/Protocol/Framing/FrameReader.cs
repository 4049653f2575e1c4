namespace Masakari.Introspective.Protocol.Framing;

/// <summary>Cuts a byte stream into frames: line feed, one JSON object, line feed.</summary>
/// <remarks>
/// Keeps at most one limit's worth of bytes, whatever arrives. Empty lines are skipped, so that a message may begin with
/// a line feed, end with one, or both. A frame that is too long is told once and dropped up to the next line feed.
/// </remarks>
/// <param name="limit">Bytes of a frame without its line feeds; at least 1.</param>
public sealed class FrameReader(int limit)
{
    private const byte LineFeed = (byte)'\n';

    private readonly byte[] _kept = new byte[limit];
    private int _length;
    private bool _isDropping;

    /// <summary>Bytes of a frame that has begun and not ended.</summary>
    public int Pending => _length;

    /// <summary>Takes the next frame out of <paramref name="input"/>, and what it consumed off its front.</summary>
    /// <param name="input">What was read; call again with the same variable until <see cref="FrameKind.None"/>.</param>
    /// <param name="frame">The frame's bytes; valid until the next call.</param>
    public FrameKind Next(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> frame)
    {
        while (!input.IsEmpty)
        {
            var end = input.IndexOf(LineFeed);
            var part = end < 0 ? input : input[..end];
            input = end < 0 ? [] : input[(end + 1)..];
            var kind = Take(part, isEnd: end >= 0, out frame);
            if (kind is not FrameKind.None)
            {
                return kind;
            }
        }

        frame = [];
        return FrameKind.None;
    }

    /// <summary>Forgets what has begun: the connection is new.</summary>
    public void Reset()
    {
        _length = 0;
        _isDropping = false;
    }

    private FrameKind Take(ReadOnlySpan<byte> part, bool isEnd, out ReadOnlySpan<byte> frame)
    {
        frame = [];
        if (_isDropping)
        {
            _isDropping = !isEnd;
            return FrameKind.None;
        }

        if (_length + part.Length > limit)
        {
            _length = 0;
            _isDropping = !isEnd;
            return FrameKind.TooLong;
        }

        part.CopyTo(_kept.AsSpan(_length));
        _length += part.Length;
        if (!isEnd || _length == 0)
        {
            return FrameKind.None;
        }

        frame = _kept.AsSpan(0, _length);
        _length = 0;
        return FrameKind.Complete;
    }
}
