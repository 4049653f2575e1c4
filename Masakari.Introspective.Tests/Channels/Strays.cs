using System.Net.Sockets;

namespace Masakari.Introspective.Tests.Channels;

/// <summary>Clients that wait in a socket's queue until it takes no more.</summary>
internal sealed class Strays : IDisposable
{
    private readonly List<Socket> _sockets = [];

    public Strays(string path)
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            {
                Blocking = false,
            };
            _sockets.Add(socket);
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(path));
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());
}
