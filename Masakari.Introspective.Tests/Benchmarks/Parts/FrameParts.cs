using BenchmarkDotNet.Attributes;
using Masakari.Introspective.Protocol.Framing;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Benchmarks.Parts;

/// <summary>What a guest's heartbeat costs before anybody looks at it.</summary>
public class FrameParts
{
    private const string Json =
        """{"version":2,"revision":1,"msg_type":"challenge_response","sequence":7,"heartbeat_challenge":1234567,"heartbeat_response":7654321,"heartbeat_health":"healthy","corrective_action":"none","log_msg":""}""";

    private readonly FrameReader _reader = new(FrameLimits.Heartbeat);
    private readonly byte[] _json = System.Text.Encoding.UTF8.GetBytes(Json);
    private readonly byte[] _frame = System.Text.Encoding.UTF8.GetBytes($"\n{Json}\n");

    [Benchmark]
    public int Cut()
    {
        ReadOnlySpan<byte> input = _frame;
        return _reader.Next(ref input, out var frame) is FrameKind.Complete ? frame.Length : 0;
    }

    [Benchmark]
    public object? Parse() => HeartbeatReader.Read(_json);
}
