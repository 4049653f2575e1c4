using System.Text;

namespace Masakari.Introspective.Agent.Platform;

/// <summary>Unix sockets that never block, as plain handles.</summary>
internal static unsafe class UnixSocket
{
    /// <summary>Bytes of a socket's path that fit into its address.</summary>
    public const int PathLimit = 107;

    private const int Flags = Libc.NonBlocking | Libc.CloseOnExec;

    /// <summary>Connects to a listening stream socket.</summary>
    /// <returns>The handle; -1 where nobody listens (<see cref="Libc.Error"/> says why).</returns>
    public static int Connect(string path, int type = Libc.Stream)
    {
        var handle = Libc.Socket(Libc.UnixFamily, type | Flags, 0);
        Span<byte> address = stackalloc byte[PathLimit + 3];
        var length = Address(path, address);
        fixed (byte* bytes = address)
        {
            if (handle >= 0 && Libc.Connect(handle, bytes, length) == 0)
            {
                return handle;
            }
        }

        Close(handle);
        return -1;
    }

    /// <summary>Listens on a path that does not exist yet; only its owner may connect.</summary>
    /// <returns>The handle; -1 where it cannot be (<see cref="Libc.Error"/> says why).</returns>
    public static int Listen(string path)
    {
        var handle = Libc.Socket(Libc.UnixFamily, Libc.Stream | Flags, 0);
        Span<byte> address = stackalloc byte[PathLimit + 3];
        var length = Address(path, address);
        var mask = Libc.Mask(0x7F); // 0177: nobody gets in before the group is set
        fixed (byte* bytes = address)
        {
            var isBound = handle >= 0 && Libc.Bind(handle, bytes, length) == 0;
            _ = Libc.Mask(mask);
            if (isBound && Libc.Listen(handle, 16) == 0)
            {
                return handle;
            }
        }

        Close(handle);
        return -1;
    }

    /// <returns>The handle of who waits to be let in; -1 where nobody does.</returns>
    public static int Accept(int listener) => Libc.Accept(listener, null, null, Flags);

    private static int Address(string path, Span<byte> address)
    {
        address.Clear();
        address[0] = Libc.UnixFamily;
        var length = Encoding.UTF8.GetBytes(path, address[2..]);
        if (path.StartsWith('@'))
        {
            // An abstract address, as systemd may give one, is as long as its name.
            address[2] = 0;
            return length + 2;
        }

        return length + 3;
    }

    private static void Close(int handle)
    {
        var error = Libc.Error;
        if (handle >= 0)
        {
            _ = Libc.Close(handle);
        }

        System.Runtime.InteropServices.Marshal.SetLastPInvokeError(error);
    }
}
