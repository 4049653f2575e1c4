namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>What a received object turned out to be: a message, or the refusal to send back.</summary>
/// <param name="Message">The message; null where it was refused.</param>
/// <param name="Refusal">What is wrong with it, ready to be sent (with a sequence of the sender); null where there is a message.</param>
/// <param name="IsOld">It was refused for its version only.</param>
public readonly record struct HeartbeatReading(HeartbeatMessage? Message, Nack? Refusal, bool IsOld = false);
