using System.Net.Sockets;
using Masakari.Introspective.Agent.Channel;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Tests.Agent;

/// <summary>The host's end of a port, on a unix socket that the agent takes for its device.</summary>
internal sealed class FakeHost : IDisposable
{
    /// <summary>For real hangs only.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly byte[] _buffer = new byte[4096];
    private readonly Queue<HeartbeatMessage> _arrived = new();
    private readonly List<HeartbeatMessage> _decoded = [];
    private readonly bool _hasBase;
    private PortCodec _codec;
    private Socket? _peer;
    private int _sequence;

    public FakeHost(string path, bool hasBase = false)
    {
        _hasBase = hasBase;
        _codec = new PortCodec(hasBase);
        Path = path;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
    }

    public string Path { get; }

    public async Task<Init> AcceptAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        _codec = new PortCodec(_hasBase);
        _peer = await _listener.AcceptAsync(limit.Token);
        return await ReceiveAsync<Init>();
    }

    public async Task<Init> RegisterAsync()
    {
        var init = await AcceptAsync();
        await SendAsync(new InitAck(++_sequence, init.InvocationId));
        return init;
    }

    public async Task<ChallengeResponse> AskAsync(long value)
    {
        await SendAsync(new Challenge(++_sequence, value));
        return await ReceiveAsync<ChallengeResponse>();
    }

    /// <summary>Asks until the answer is as wished.</summary>
    public async Task<ChallengeResponse> AskUntilAsync(Func<ChallengeResponse, bool> isWished)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            if (await AskAsync(7) is var answer && isWished(answer))
            {
                return answer;
            }
        }
    }

    public async Task SendAsync(HeartbeatMessage message) => await _peer!.SendAsync(_codec.Encode(message));

    public async Task SendAsync(byte[] bytes) => await _peer!.SendAsync(bytes);

    /// <summary>The next message, which is of this type.</summary>
    public async Task<T> ReceiveAsync<T>()
        where T : HeartbeatMessage
    {
        using var limit = new CancellationTokenSource(Limit);
        while (_arrived.Count == 0)
        {
            var count = await _peer!.ReceiveAsync(_buffer, limit.Token);
            if (count == 0)
            {
                throw new EndOfStreamException("the agent has closed its port");
            }

            _decoded.Clear();
            _codec.Decode(_buffer.AsSpan(0, count), _decoded);
            _decoded.ForEach(_arrived.Enqueue);
        }

        return (T)_arrived.Dequeue();
    }

    /// <summary>The host goes; it can be accepted again.</summary>
    public void Leave()
    {
        _peer?.Dispose();
        _arrived.Clear();
    }

    public void Dispose()
    {
        Leave();
        _listener.Dispose();
    }
}
