using System.Text;

namespace Masakari.Introspective.Tests.Protocol.Fuzz;

/// <summary>Makes frames out of the test vectors: some as they are, most of them damaged; one buffer serves all.</summary>
internal sealed class FrameMutator(int seed)
{
    private static readonly byte[][] Morsels = new[]
    {
        "\n",
        "\0",
        "\"",
        "\\",
        "\\u0000",
        "\\ud800",
        "null",
        "{}",
        "[[[[[[[[[[",
        "{\"a\":{\"a\":{\"a\":{\"a\":",
        "-1",
        "1e999",
        "99999999999999999999",
        "\"version\":2,",
        "\"msg_type\":\"nack\",",
        "\"log_msg\":7,",
        "\u202e😀",
        "\u001b[2J",
    }
        .Select(Encoding.UTF8.GetBytes)
        .ToArray();

    private readonly Random _random = new(seed + 1);
    private readonly (byte[] Bytes, bool IsBase)[] _corpus =
    [
        .. ProtocolVector.All.Select(vector => (vector.Stream, vector.IsBase)),
    ];
    private readonly byte[] _stream = new byte[64 * 1024];
    private int _length;

    /// <summary>One frame or a few, with their line feeds; valid until the next call.</summary>
    public ReadOnlySpan<byte> Next(out bool isBase)
    {
        (var bytes, isBase) = _corpus[_random.Next(_corpus.Length)];
        bytes.CopyTo(_stream, 0);
        _length = bytes.Length;
        for (var damages = Math.Max(0, _random.Next(5) - 1); damages > 0; damages--)
        {
            Damage();
        }

        _stream[_length++] = (byte)'\n';
        return _stream.AsSpan(0, _length);
    }

    private void Damage()
    {
        var at = _random.Next(_length);
        switch (_random.Next(16))
        {
            case 0 or 1 or 2:
                _stream[at] = (byte)_random.Next(256);
                break;
            case 3 or 4 or 5:
                _stream[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 6 or 7:
                Cut(at, _random.Next(1, 40));
                break;
            case 8 or 9 or 10 or 11:
                Insert(at, Morsels[_random.Next(Morsels.Length)]);
                break;
            case 12 or 13:
                Insert(at, _stream.AsSpan(at, Math.Min(_random.Next(1, 60), _length - at)).ToArray());
                break;
            case 14:
                var other = _corpus[_random.Next(_corpus.Length)].Bytes;
                Insert(at, other.AsSpan(_random.Next(other.Length)));
                break;
            default:
                Swell(at);
                break;
        }
    }

    private void Cut(int at, int size)
    {
        size = Math.Min(size, _length - at);
        _stream.AsSpan(at + size, _length - at - size).CopyTo(_stream.AsSpan(at));
        _length = Math.Max(1, _length - size);
    }

    private void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length < _stream.Length)
        {
            _stream.AsSpan(at, _length - at).CopyTo(_stream.AsSpan(at + bytes.Length));
            bytes.CopyTo(_stream.AsSpan(at));
            _length += bytes.Length;
        }
    }

    /// <summary>Up to 2000 times the byte that is there already: long texts, deep lists, frames over the limit.</summary>
    private void Swell(int at)
    {
        var size = Math.Min(_random.Next(2000), _stream.Length - _length - 1);
        var value = _stream[at];
        _stream.AsSpan(at, _length - at).CopyTo(_stream.AsSpan(at + size));
        _stream.AsSpan(at, size).Fill(value);
        _length += size;
    }
}
