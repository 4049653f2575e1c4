using System.Net.Sockets;
using System.Text;

namespace Masakari.Introspective.Tests.Agent;

/// <summary>An application that speaks to the agent's socket line by line.</summary>
internal sealed class AppClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly StreamReader _lines;

    public AppClient(string path)
    {
        _socket.Connect(new UnixDomainSocketEndPoint(path));
        _lines = new StreamReader(new NetworkStream(_socket));
    }

    public async Task SayAsync(string line) => await _socket.SendAsync(Encoding.UTF8.GetBytes(line + "\n"));

    /// <returns>The next line; null at the end.</returns>
    public async Task<string?> HearAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await _lines.ReadLineAsync(limit.Token);
    }

    public async Task<string?> AskAsync(string line)
    {
        await SayAsync(line);
        return await HearAsync();
    }

    public void Dispose()
    {
        _lines.Dispose();
        _socket.Dispose();
    }
}
