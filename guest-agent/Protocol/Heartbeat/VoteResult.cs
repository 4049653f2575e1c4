namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>A guest's answer to an <see cref="ActionNotify"/>.</summary>
public enum VoteResult
{
    /// <summary>A word that is none of the others.</summary>
    Unknown,
    Accept,
    Reject,
    Complete,
    Timeout,
    Error,
}
