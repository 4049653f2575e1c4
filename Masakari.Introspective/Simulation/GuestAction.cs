namespace Masakari.Introspective.Simulation;

/// <summary>What the contract suite does to a guest, in memory and for real.</summary>
internal enum GuestAction
{
    /// <summary>SIGSTOP of qemu-ga.</summary>
    FreezeAgent,

    /// <summary>SIGCONT of qemu-ga.</summary>
    ThawAgent,

    /// <summary>qemu-ga ends.</summary>
    CloseAgentPort,

    /// <summary>qemu-ga starts.</summary>
    OpenAgentPort,

    /// <summary>qemu-ga runs but refuses guest-ping.</summary>
    ForbidPing,

    Suspend,
    Resume,
    Destroy,
    Start,
    Reboot,

    /// <summary>SIGKILL of QEMU.</summary>
    KillQemu,

    /// <summary>SIGSTOP of QEMU.</summary>
    StopQemu,

    /// <summary>SIGCONT of QEMU.</summary>
    ContinueQemu,
}
