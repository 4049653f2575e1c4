namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>The guest's heartbeat ends in good order: its silence from now on is no failure.</summary>
/// <param name="LogMessage">Why; may be empty.</param>
public sealed record ExitNotice(long Sequence, string LogMessage) : HeartbeatMessage(Sequence);
