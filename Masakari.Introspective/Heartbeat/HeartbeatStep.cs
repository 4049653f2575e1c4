using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Heartbeat;

/// <summary>What follows from one input to a session.</summary>
/// <param name="Send">Messages for the guest, in order.</param>
/// <param name="Findings">What was found, in order.</param>
internal sealed record HeartbeatStep(IReadOnlyList<HeartbeatMessage> Send, IReadOnlyList<HeartbeatFinding> Findings);
