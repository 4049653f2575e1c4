using System.Net.Sockets;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>Sends datagrams to a unix socket; connects anew after an error.</summary>
internal sealed class DatagramSocket(string path) : IDisposable
{
    // A reader that stopped is an error after this, not a thread lost.
    private const int SendTimeoutMilliseconds = 1000;

    private Socket? _socket;

    /// <exception cref="SocketException">Nobody listens, the reader is stuck, or the datagram is too large.</exception>
    public void Send(ReadOnlySpan<byte> datagram)
    {
        try
        {
            _socket ??= Connect();
            _socket.Send(datagram);
        }
        catch (SocketException e) when (e.SocketErrorCode != SocketError.MessageSize)
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
        {
            SendTimeout = SendTimeoutMilliseconds,
        };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
