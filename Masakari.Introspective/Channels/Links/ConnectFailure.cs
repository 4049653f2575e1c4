namespace Masakari.Introspective.Channels;

/// <summary>Why a channel's socket could not be connected.</summary>
internal enum ConnectFailure
{
    /// <summary>No socket, or nobody listens on it: the domain does not run.</summary>
    Absent,

    /// <summary>This process may not.</summary>
    Forbidden,

    /// <summary>Others stand in the queue; QEMU serves one client at a time.</summary>
    Busy,

    /// <summary>Anything else.</summary>
    Other,
}
