using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Diagnostics.Control;

/// <summary>
/// A listening socket that hands its connections to a web server made only for the first of them: most of the time nobody asks,
/// and the server's code would take more memory than the watch over the guests.
/// </summary>
internal sealed class ControlListener : IConnectionListenerFactory, IConnectionListener
{
    private const int Backlog = 32;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly SocketConnectionContextFactory _connections;
    private Socket? _first;

    /// <param name="path">The socket's path; nothing is there.</param>
    /// <exception cref="SocketException">It cannot be made.</exception>
    public ControlListener(string path, ILoggerFactory loggers)
    {
        var endPoint = new UnixDomainSocketEndPoint(path);
        EndPoint = endPoint;
        _connections = new SocketConnectionContextFactory(
            new SocketConnectionFactoryOptions(),
            loggers.CreateLogger<SocketConnectionContextFactory>()
        );
        _socket.Bind(endPoint);
        _socket.Listen(Backlog);
    }

    public EndPoint EndPoint { get; }

    /// <summary>Ends when somebody has connected, who is kept for the server.</summary>
    public async Task WaitForFirstAsync(CancellationToken cancellationToken) =>
        _first = await _socket.AcceptAsync(cancellationToken);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(this);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var accepted = Interlocked.Exchange(ref _first, null) ?? await _socket.AcceptAsync(cancellationToken);
            return _connections.Create(accepted);
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The listener was closed; null says so.
            return null;
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _first?.Dispose();
        _socket.Dispose();
        _connections.Dispose();
        return ValueTask.CompletedTask;
    }
}
