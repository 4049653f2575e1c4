namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>Guest to host: answers a <see cref="Challenge"/>.</summary>
/// <param name="Value">The challenge's number.</param>
/// <param name="Health">What the guest says of itself.</param>
/// <param name="CorrectiveAction">What it wishes to happen, of weight only with ill health.</param>
/// <param name="LogMessage">Why it is not well; may be empty.</param>
public sealed record ChallengeResponse(
    long Sequence,
    long Value,
    Health Health,
    CorrectiveAction CorrectiveAction,
    string LogMessage
) : HeartbeatMessage(Sequence);
