namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>Either way: a message was refused.</summary>
/// <param name="InvocationId">The one of the refused message; 0 where it had none that could be read.</param>
/// <param name="OriginalType">The refused message's type; null where it could not be read.</param>
/// <param name="LogMessage">Why.</param>
public sealed record Nack(long Sequence, long InvocationId, string? OriginalType, string LogMessage)
    : HeartbeatMessage(Sequence);
