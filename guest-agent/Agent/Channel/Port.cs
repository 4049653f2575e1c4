using Masakari.Introspective.Agent.Platform;

namespace Masakari.Introspective.Agent.Channel;

/// <summary>
/// The open device: the one type to replace where a port is something else than a Linux character device. For tests it may
/// also be a unix socket on which the host's part listens, or a pseudo-terminal.
/// </summary>
internal sealed class Port : IDisposable
{
    /// <summary>The error of a path behind which no port can be.</summary>
    public const int NoPort = -1;

    private readonly bool _isSocket;

    private Port(int handle, bool isSocket)
    {
        Handle = handle;
        _isSocket = isSocket;
    }

    public int Handle { get; }

    /// <returns>Null with the error's number where it cannot be opened now.</returns>
    public static Port? Open(string path, out int error)
    {
        error = 0;
        var handle = Libc.Open(path, Libc.ReadWrite | Libc.NonBlocking | Libc.NoTerminal | Libc.CloseOnExec);
        if (handle >= 0)
        {
            // A file would take whatever is written, and lose what it held.
            if (FileKind.Of(handle).CanBePort)
            {
                return new Port(handle, isSocket: false);
            }

            _ = Libc.Close(handle);
            error = NoPort;
            return null;
        }

        error = Libc.Error == Libc.IsDirectory ? NoPort : Libc.Error;
        if (error != Libc.NoDeviceOrAddress)
        {
            return null;
        }

        // So does a socket answer an open.
        handle = UnixSocket.Connect(path);
        error = Libc.Error;
        return handle >= 0 ? new Port(handle, isSocket: true) : null;
    }

    public static string Refusal(string path) =>
        $"device = {path}: is neither a character device nor a socket; name the port's device, or auto";

    /// <summary>Whether the host is connected. A device reports its absence at once and always, so nobody waits for it.</summary>
    public bool HasHost() => _isSocket || (Poller.Look(Handle) & Poller.HangUp) == 0;

    public PortRead Read(Span<byte> into, out int count)
    {
        count = Platform.Handle.Read(Handle, into);
        return count switch
        {
            > 0 => PortRead.Data,
            -1 => PortRead.Nothing,
            0 when !_isSocket => PortRead.HostAbsent,
            _ => PortRead.Broken,
        };
    }

    /// <returns>False where the host does not read, or is not there: the message is dropped.</returns>
    public bool Write(ReadOnlySpan<byte> frame) => Platform.Handle.Write(Handle, frame);

    public void Dispose() => _ = Libc.Close(Handle);
}
