using System.Runtime.InteropServices;

namespace Masakari.Introspective.Libvirt.Native;

/// <summary>Reads libvirt's lists of named values (<c>virTypedParameter</c>, part of its stable ABI).</summary>
internal static class TypedParameters
{
    private const int NameLength = 80;
    private const int TypeAt = 80;
    private const int ValueAt = 88;
    private const int Size = 96;

    /// <summary>The whole numbers of the list; other kinds of values are left out.</summary>
    public static List<(string Name, long Value)> ReadNumbers(nint list, int count)
    {
        var numbers = new List<(string Name, long Value)>(count);
        for (var at = list; at < list + (count * Size); at += Size)
        {
            if (ReadNumber(at) is { } value)
            {
                numbers.Add((ReadName(at), value));
            }
        }

        return numbers;
    }

    private static string ReadName(nint at)
    {
        var length = 0;
        while (length < NameLength && Marshal.ReadByte(at, length) != 0)
        {
            length++;
        }

        return Marshal.PtrToStringUTF8(at, length);
    }

    /// <summary>VIR_TYPED_PARAM_INT, UINT, LLONG and ULLONG are 1 to 4; a counter beyond 2^63 does not occur.</summary>
    private static long? ReadNumber(nint at) =>
        Marshal.ReadInt32(at, TypeAt) switch
        {
            1 => Marshal.ReadInt32(at, ValueAt),
            2 => (uint)Marshal.ReadInt32(at, ValueAt),
            3 or 4 => Marshal.ReadInt64(at, ValueAt),
            _ => null,
        };
}
