namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>Host to guest: asks for an answer before the next interval.</summary>
/// <param name="Value">A random number, 0..2^31-1, new each time.</param>
public sealed record Challenge(long Sequence, long Value) : HeartbeatMessage(Sequence);
