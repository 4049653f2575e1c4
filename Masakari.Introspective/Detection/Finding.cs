namespace Masakari.Introspective.Detection;

/// <summary>What one question to a guest brought to light.</summary>
internal enum Finding
{
    /// <summary>Not asked yet.</summary>
    None,

    /// <summary>The agent answered.</summary>
    Answered,

    /// <summary>The agent answered with an error reply: alive all the same.</summary>
    AnsweredWithError,

    /// <summary>The port is open and nobody answered in time; also when QEMU itself is stopped.</summary>
    Silent,

    /// <summary>Nobody in the guest has the agent's port open.</summary>
    PortClosed,

    /// <summary>The port looks closed because libvirtd was just connected: it has not opened its end yet.</summary>
    JustReconnected,

    /// <summary>The domain is paused.</summary>
    Paused,

    /// <summary>The domain is not running.</summary>
    NotRunning,

    /// <summary>Another client's command occupies the agent: nothing was asked.</summary>
    AgentBusy,

    /// <summary>libvirt could not be asked.</summary>
    LibvirtAway,

    /// <summary>libvirt refused the question, for instance on a read-only connection.</summary>
    Refused,
}
