using System.Net.Sockets;

namespace Masakari.Introspective.Tests.Hosting;

/// <summary>The reading end of a unix datagram socket: systemd, syslog or journald, as the test needs it.</summary>
internal sealed class DatagramListener : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
    {
        ReceiveTimeout = 10_000,
    };

    /// <param name="address">A path, or '\0' and a name.</param>
    public DatagramListener(string address) => _socket.Bind(new UnixDomainSocketEndPoint(address));

    public bool HasDatagram => _socket.Available > 0;

    public byte[] Receive()
    {
        var buffer = new byte[256 * 1024];
        return buffer[.._socket.Receive(buffer)];
    }

    public string ReceiveText() => System.Text.Encoding.UTF8.GetString(Receive());

    public void Dispose() => _socket.Dispose();
}
