namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>Guest to host: answers an <see cref="ActionNotify"/>.</summary>
/// <param name="LogMessage">Why, where it rejects; may be empty.</param>
public sealed record ActionResponse(
    long Sequence,
    long InvocationId,
    GuestEvent Event,
    NotificationType NotificationType,
    VoteResult VoteResult,
    string LogMessage
) : HeartbeatMessage(Sequence);
