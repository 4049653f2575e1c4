using System.Runtime.InteropServices;

namespace Masakari.Introspective.Libvirt.Native;

/// <summary>Strings that libvirt allocated for us.</summary>
internal static unsafe class NativeText
{
    /// <summary>Copies and frees; null for a null pointer.</summary>
    public static string? Take(nint text)
    {
        if (text == 0)
        {
            return null;
        }

        var copy = Marshal.PtrToStringUTF8(text);
        NativeMemory.Free((void*)text);
        return copy;
    }
}
