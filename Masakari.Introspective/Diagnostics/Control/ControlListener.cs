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

    /// <summary>After a connection that could not be taken: file handles may be scarce for a while.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Lazy<SocketConnectionContextFactory> _connections;
    private Socket? _first;
    private volatile bool _isClosed;

    /// <param name="path">The socket's path; nothing is there.</param>
    /// <param name="mode">Who may use it, from its first moment on.</param>
    /// <exception cref="SocketException">It cannot be made.</exception>
    /// <exception cref="IOException">Its rights cannot be set.</exception>
    public ControlListener(string path, UnixFileMode mode, ILoggerFactory loggers)
    {
        var endPoint = new UnixDomainSocketEndPoint(path);
        EndPoint = endPoint;
        _connections = new Lazy<SocketConnectionContextFactory>(() =>
            new SocketConnectionContextFactory(
                new SocketConnectionFactoryOptions(),
                loggers.CreateLogger<SocketConnectionContextFactory>()
            )
        );
        try
        {
            _socket.Bind(endPoint);
            File.SetUnixFileMode(path, mode);
            _socket.Listen(Backlog);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public EndPoint EndPoint { get; }

    /// <summary>Ends when somebody has connected, who is kept for the server.</summary>
    public async Task WaitForFirstAsync(CancellationToken cancellationToken) =>
        _first = await TakeAsync(cancellationToken);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(this);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        var accepted = Interlocked.Exchange(ref _first, null) ?? await TakeAsync(cancellationToken);
        return accepted is null ? null : _connections.Value.Create(accepted);
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _isClosed = true;
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _isClosed = true;
        _first?.Dispose();
        _socket.Dispose();
        if (_connections.IsValueCreated)
        {
            _connections.Value.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    /// <returns>The next connection; null once the listener is closed.</returns>
    private async Task<Socket?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await _socket.AcceptAsync(cancellationToken);
            }
            catch (Exception end) when (_isClosed && end is SocketException or ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException)
            {
                // One that went away, or no file handle for it: the next may be luckier.
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }
}
