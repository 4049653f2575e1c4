using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Masakari.Introspective.Channels;

/// <summary>How much of what was sent the peer of a unix socket has not read (SIOCOUTQ, which .NET does not offer).</summary>
internal static partial class SocketBacklog
{
    private const nuint SiocOutq = 0x5411;

    /// <returns>Whether the peer has read everything; also where the kernel does not say.</returns>
    public static bool IsEmpty(Socket socket)
    {
        try
        {
            return Ioctl(socket.SafeHandle, SiocOutq, out var unread) != 0 || unread == 0;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Ioctl(SafeHandle socket, nuint request, out int value);
}
