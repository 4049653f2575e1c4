namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>Host to guest: an operation is wished for (revocable) or under way (irrevocable).</summary>
/// <param name="InvocationId">The one of the guest's <see cref="Init"/>.</param>
/// <param name="TimeoutMs">How long the host waits for the answer, in ms.</param>
public sealed record ActionNotify(
    long Sequence,
    long InvocationId,
    GuestEvent Event,
    NotificationType NotificationType,
    int TimeoutMs
) : HeartbeatMessage(Sequence);
