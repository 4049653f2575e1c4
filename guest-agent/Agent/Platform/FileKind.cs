using System.Runtime.InteropServices;

namespace Masakari.Introspective.Agent.Platform;

/// <summary>What is behind a handle or a path.</summary>
/// <param name="Mode">Kind and permissions as in struct stat; 0 where it cannot be said.</param>
/// <param name="Owner">User number.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileKind(uint Mode, uint Owner)
{
    private const uint Kinds = 0xF000;
    private const uint Regular = 0x8000;
    private const uint Device = 0x2000;
    private const uint Socket = 0xC000;

    public bool IsRegular => (Mode & Kinds) == Regular;

    /// <summary>A character device or a socket: what a port may be.</summary>
    public bool CanBePort => (Mode & Kinds) is Device or Socket;

    public static unsafe FileKind Of(int handle)
    {
        // struct stat has these two at other places on x86-64 than on arm64; both are far shorter than this.
        var status = stackalloc byte[256];
        var isX64 = RuntimeInformation.ProcessArchitecture is Architecture.X64;
        return Libc.Status(handle, status) == 0
            ? new FileKind(*(uint*)(status + (isX64 ? 24 : 16)), *(uint*)(status + (isX64 ? 28 : 24)))
            : default;
    }

    /// <returns>Null where there is nothing of that name.</returns>
    public static FileKind? Of(string path)
    {
        var handle = Libc.Open(path, Libc.PathOnly | Libc.CloseOnExec);
        if (handle < 0)
        {
            return null;
        }

        var kind = Of(handle);
        _ = Libc.Close(handle);
        return kind;
    }
}
