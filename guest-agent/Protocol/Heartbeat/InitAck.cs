namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>Host to guest: the guest is registered.</summary>
/// <param name="InvocationId">The one of the <see cref="Init"/>.</param>
public sealed record InitAck(long Sequence, long InvocationId) : HeartbeatMessage(Sequence);
