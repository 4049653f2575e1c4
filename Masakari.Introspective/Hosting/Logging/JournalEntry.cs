using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>One entry in the journal's native protocol.</summary>
/// <remarks>systemd.io/JOURNAL_NATIVE_PROTOCOL: NAME=value, or NAME, length and bytes for a value with line ends.</remarks>
internal sealed class JournalEntry
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <param name="name">Upper-case letters, digits and '_'.</param>
    /// <param name="limit">Most bytes of the value; the rest is cut off with a mark.</param>
    public void Add(string name, string value, int limit = int.MaxValue)
    {
        if (value.Length == 0)
        {
            return;
        }

        var data = Encoding.UTF8.GetBytes(value);
        if (data.Length > limit)
        {
            data = [.. Utf8.Cut(data, limit), .. "... (cut)"u8];
        }

        _bytes.Write(Encoding.ASCII.GetBytes(name));
        if (data.Contains((byte)'\n'))
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)data.Length);
            _bytes.Write("\n"u8);
            _bytes.Write(length);
        }
        else
        {
            _bytes.Write("="u8);
        }

        _bytes.Write(data);
        _bytes.Write("\n"u8);
    }
}
