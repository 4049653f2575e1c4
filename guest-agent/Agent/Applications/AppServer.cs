using Masakari.Introspective.Agent.Platform;
using Masakari.Introspective.Protocol.Framing;

namespace Masakari.Introspective.Agent.Applications;

/// <summary>The application socket: lets clients in, carries lines to and from <see cref="AppDesk"/>.</summary>
internal sealed class AppServer(AppDesk desk, AppRegistry registry) : IDisposable
{
    /// <summary>Clients at once; marks come and go on theirs.</summary>
    public const int Most = 2 * AppRegistry.Most;

    private readonly List<AppConnection> _connections = [];
    private readonly byte[] _buffer = new byte[4096];
    private string _path = "";
    private int _listener = -1;
    private int _number;

    /// <param name="path">Where to listen.</param>
    /// <param name="group">Who may connect besides root; null for nobody.</param>
    /// <exception cref="IOException">Another agent listens there, or the path cannot be used.</exception>
    public void Listen(string path, uint? group)
    {
        var other = UnixSocket.Connect(path);
        if (other >= 0)
        {
            _ = Libc.Close(other);
            throw new IOException($"app-socket {path}: another agent serves it");
        }

        RemoveLeftOver(path);
        _listener = UnixSocket.Listen(path);
        if (_listener < 0)
        {
            throw new IOException($"app-socket {path}: {Libc.Explain(Libc.Error)}");
        }

        _path = path;
        const uint ownerOnly = 0x180; // 0600
        const uint ownerAndGroup = 0x1B0; // 0660
        const uint unchanged = uint.MaxValue;
        if (
            (group is { } number && Libc.ChangeOwner(path, unchanged, number) != 0)
            || Libc.ChangeMode(path, group is null ? ownerOnly : ownerAndGroup) != 0
        )
        {
            throw new IOException($"app-socket {path}: {Libc.Explain(Libc.Error)}");
        }
    }

    public void Prepare(Poller poller)
    {
        if (_listener >= 0)
        {
            poller.Add(_listener);
        }

        foreach (var connection in _connections)
        {
            poller.Add(connection.Handle);
        }
    }

    /// <summary>Serves who has sent something or left, then lets newcomers in.</summary>
    public void Serve(Poller poller, long now)
    {
        foreach (var connection in _connections)
        {
            if (poller.IsReady(connection.Handle))
            {
                Read(connection, now);
            }
        }

        Drop(now);
        if (_listener >= 0 && poller.IsReady(_listener))
        {
            LetIn(now);
        }

        foreach (var (number, id) in registry.Ask(now))
        {
            _connections.Find(c => c.Number == number)?.Send(AppDesk.Challenge(id));
        }
    }

    /// <summary>To everybody who is registered.</summary>
    public void SendToAll(byte[] line)
    {
        foreach (var app in registry.Connected)
        {
            _connections.Find(c => c.Number == app.Connection)?.Send(line);
        }
    }

    public void Dispose()
    {
        _connections.ForEach(connection => connection.Dispose());
        _connections.Clear();
        if (_listener >= 0)
        {
            _ = Libc.Close(_listener);
            _ = Libc.Unlink(_path);
            _listener = -1;
        }
    }

    /// <summary>One read a turn, so that none can keep the loop.</summary>
    private void Read(AppConnection connection, long now)
    {
        var count = Handle.Read(connection.Handle, _buffer);
        if (count is 0 or -2)
        {
            // At once: it may be there again with its next connection, in this very turn.
            connection.End(fault: null);
            desk.Closed(connection.Number, fault: null, now);
            return;
        }

        ReadOnlySpan<byte> bytes = count > 0 ? _buffer.AsSpan(0, count) : [];
        while (
            !connection.IsOver
            && connection.Lines.Next(ref bytes, out var line) is var kind
            && kind is not FrameKind.None
        )
        {
            var answer =
                kind is FrameKind.TooLong
                    ? AppDesk.Refuse($"a line has at most {AppDesk.LineLimit} bytes")
                    : desk.Serve(connection.Number, line, now);
            if (answer.Line is { } reply)
            {
                connection.Send(reply);
            }

            if (answer.Closes)
            {
                connection.End(answer.Fault);
            }
        }
    }

    private void Drop(long now)
    {
        for (var i = _connections.Count - 1; i >= 0; i--)
        {
            if (_connections[i] is { IsOver: true } connection)
            {
                _connections.RemoveAt(i);
                connection.Dispose();
                desk.Closed(connection.Number, connection.Fault, now);
            }
        }
    }

    /// <summary>A socket whose agent was killed. Anything else is somebody's, and stays.</summary>
    private static void RemoveLeftOver(string path)
    {
        var handle = Libc.Open(path, Libc.NonBlocking | Libc.CloseOnExec);
        if (handle >= 0)
        {
            _ = Libc.Close(handle);
            throw new IOException($"app-socket {path}: there is a file that is no socket; name another path");
        }

        if (Libc.Error == Libc.NoDeviceOrAddress)
        {
            _ = Libc.Unlink(path);
        }
    }

    private void LetIn(long now)
    {
        var handle = UnixSocket.Accept(_listener);
        if (handle < 0)
        {
            return;
        }

        // The oldest that has not registered makes room: nobody can keep others out by staying.
        if (_connections.Count >= Most && _connections.Find(c => registry.Of(c.Number) is null) is { } oldest)
        {
            oldest.End(fault: null);
            Drop(now);
        }

        _connections.Add(new AppConnection(++_number, handle));
    }
}
