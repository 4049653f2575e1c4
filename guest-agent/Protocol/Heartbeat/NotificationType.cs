namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>Whether a guest may object.</summary>
public enum NotificationType
{
    /// <summary>A word that is none of the others.</summary>
    Unknown,

    /// <summary>A vote: the guest may reject.</summary>
    Revocable,

    /// <summary>A notice: the guest prepares and says when it is done.</summary>
    Irrevocable,
}
