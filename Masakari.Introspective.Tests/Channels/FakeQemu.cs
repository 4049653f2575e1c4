using System.Net.Sockets;
using System.Text;

namespace Masakari.Introspective.Tests.Channels;

/// <summary>QEMU's end of a channel with a scripted guest behind it: listens on a unix socket, serves one client at a time.</summary>
internal sealed class FakeQemu : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly byte[] _buffer = new byte[65536];
    private readonly StringBuilder _received = new();
    private Socket? _client;

    public FakeQemu(string path)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen(1);
    }

    /// <summary>Serves the next client; closes the present one first.</summary>
    public async Task AcceptAsync()
    {
        _client?.Dispose();
        _received.Clear();
        _client = await Within(_listener.AcceptAsync());
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Returns when the host has taken all of it, or it lies in the socket's buffer.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await Within(_client!.SendAsync(bytes, SocketFlags.None).AsTask())..];
        }
    }

    /// <summary>Sends at full speed until the socket takes no more or the test ends it.</summary>
    /// <returns>Bytes that were taken.</returns>
    public async Task<long> FloodAsync(ReadOnlyMemory<byte> bytes, Action<long> taken, CancellationToken stop)
    {
        var total = 0L;
        try
        {
            while (true)
            {
                total += await _client!.SendAsync(bytes, SocketFlags.None, stop);
                taken(total);
            }
        }
        catch (OperationCanceledException)
        {
            return total;
        }
    }

    /// <summary>The next message of the host, without its line feeds.</summary>
    public async Task<string> ReadAsync()
    {
        while (true)
        {
            var text = _received.ToString().TrimStart('\n');
            if (text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end)
            {
                _received.Clear().Append(text[end..]);
                return text[..end];
            }

            var length = await Within(_client!.ReceiveAsync(_buffer, SocketFlags.None));
            if (length == 0)
            {
                throw new EndOfStreamException("The host closed the channel.");
            }

            _received.Append(Encoding.UTF8.GetString(_buffer, 0, length));
        }
    }

    /// <summary>Returns when the host has closed its end.</summary>
    public async Task WaitForCloseAsync()
    {
        try
        {
            while (await Within(_client!.ReceiveAsync(_buffer, SocketFlags.None)) > 0) { }
        }
        catch (SocketException)
        {
            // It closed with something unread.
        }
    }

    /// <summary>The guest's channel is closed, but QEMU goes on listening.</summary>
    public void Hangup()
    {
        _client?.Dispose();
        _client = null;
    }

    /// <summary>QEMU is gone; its socket's file stays, as after a kill.</summary>
    public void Dispose()
    {
        Hangup();
        _listener.Dispose();
    }

    private static Task<T> Within<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(30));
}
