namespace Masakari.Introspective.GuestPing;

/// <summary>What became of one <c>guest-ping</c>.</summary>
internal enum PingAnswer
{
    /// <summary>The agent answered.</summary>
    Replied,

    /// <summary>The agent answered with an error reply.</summary>
    RepliedWithError,

    /// <summary>Nobody answered in time.</summary>
    Silent,

    /// <summary>Nobody in the guest has the port open.</summary>
    PortClosed,

    /// <summary>Another client's command holds the agent; the question waits behind it.</summary>
    Busy,

    /// <summary>The domain is paused or off; which of the two is for the caller to read.</summary>
    NotRunning,

    /// <summary>There is no such domain.</summary>
    NoDomain,

    /// <summary>libvirt refused the call.</summary>
    Refused,

    /// <summary>The connection to libvirt is down.</summary>
    LibvirtAway,
}
