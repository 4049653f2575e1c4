namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>An operation on an instance that a guest is told of, or votes on.</summary>
public enum GuestEvent
{
    /// <summary>A word that is none of the others.</summary>
    Unknown,
    Stop,
    Reboot,
    Suspend,
    Pause,
    Unpause,
    Resume,
    ResizeBegin,
    ResizeEnd,
    LiveMigrateBegin,
    LiveMigrateEnd,
    ColdMigrateBegin,
    ColdMigrateEnd,
}
