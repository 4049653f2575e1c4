namespace Masakari.Introspective.Detection;

/// <summary>Why a guest is declared failed.</summary>
internal enum VerdictReason
{
    /// <summary>The agent's port is open and nobody answers.</summary>
    GuestSilent,

    /// <summary>As <see cref="GuestSilent"/>, and a statistics call proved that QEMU itself is stopped.</summary>
    QemuStopped,

    /// <summary>The agent's port stayed closed for the grace time (only where the operator asked for it).</summary>
    PortClosed,

    /// <summary>The agent's port is closed and the guest's kernel is proved dead.</summary>
    KernelDead,

    /// <summary>The guest registered for heartbeats and no longer answers its challenges.</summary>
    HeartbeatLost,

    /// <summary>The guest itself says that it is not well.</summary>
    IllHealth,

    /// <summary>The program that checks the guest's health says that it is not well.</summary>
    HealthCheckFailed,

    /// <summary>The program that checks the guest's health does not end.</summary>
    HealthCheckHangs,

    /// <summary>The guest's kernel panicked and said so through its panic device (only where the operator asked for it).</summary>
    GuestPanicked,

    /// <summary>The guest's watchdog fired, and its action leaves the guest where it is (only where the operator asked for it).</summary>
    WatchdogFired,

    /// <summary>An I/O error of a disk paused the guest (only where the operator asked for it).</summary>
    IoErrorPause,
}
