using System.Runtime.InteropServices;

namespace Masakari.Introspective.Libvirt.Native;

/// <summary>libvirt's <c>virError</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct VirError
{
    public int Code;
    public int Domain;
    public nint Message;
    public int Level;
    public nint Connection;
    public nint DomainPointer;
    public nint Str1;
    public nint Str2;
    public nint Str3;
    public int Int1;
    public int Int2;
    public nint Network;
}
