using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Heartbeat;

/// <summary>A session as others see it.</summary>
/// <param name="Registration">What the guest registered with; null while it is not registered.</param>
/// <param name="IsLost">Its heartbeat is lost.</param>
/// <param name="IllWish">What it wished for when it said that it is not well; null while it is well.</param>
/// <param name="IsConfirmed">
/// The failure was seen since the channel was last opened and the domain last resumed; false where that is too recent to tell.
/// </param>
internal sealed record HeartbeatView(
    HeartbeatRegistration? Registration,
    bool IsLost,
    CorrectiveAction? IllWish,
    bool IsConfirmed
)
{
    /// <summary>Its latest challenge was left unanswered.</summary>
    public bool IsSuspect { get; init; }

    public bool HasFailed => IsLost || IllWish is not null;
}
