using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Monitoring.Story;

/// <summary>libvirt's events as sentences without a full stop. Pure.</summary>
internal static class DomainText
{
    /// <summary>The event in words; null for one that says nothing about how the guest is.</summary>
    public static string? Of(DomainEvent seen) =>
        seen.Id switch
        {
            DomainEventId.Lifecycle => Lifecycle(seen.Type, seen.Detail),
            DomainEventId.Reboot => "The guest rebooted",
            DomainEventId.Watchdog => $"Its watchdog fired (action {WatchdogAction(seen.Type)})",
            DomainEventId.IoError => "A disk of it had an I/O error",
            DomainEventId.ControlError => "libvirt lost the control of its QEMU",
            _ => null,
        };

    /// <remarks>virDomainEventType and the details of each.</remarks>
    private static string? Lifecycle(int type, int detail) =>
        type switch
        {
            LifecycleType.Started => "The domain started"
                + Detail(
                    detail,
                    [
                        "",
                        " by an incoming migration",
                        " from its saved state",
                        " from a snapshot",
                        " anew: its guest woke up",
                    ]
                ),
            LifecycleType.Suspended => "The domain was paused"
                + Detail(
                    detail,
                    [
                        "",
                        " for its migration",
                        " by an I/O error of a disk",
                        " by its watchdog",
                        " for its saved state",
                        " for a snapshot",
                        " by an error of libvirt's",
                        " for the second half of its migration",
                        "",
                    ]
                ),
            LifecycleType.Resumed => "The domain was resumed"
                + Detail(
                    detail,
                    ["", " after its migration", " from a snapshot", " here, while its memory still arrives"]
                ),
            LifecycleType.Stopped => "The domain stopped"
                + Detail(
                    detail,
                    [
                        ": its guest shut down",
                        ": it was destroyed",
                        ": QEMU died",
                        ": it migrated away",
                        ": it was saved",
                        ": QEMU failed",
                        " for a snapshot",
                    ]
                ),
            LifecycleType.Shutdown => "The guest shut down"
                + Detail(detail, ["", " by its own wish", " because QEMU was told to end"]),
            LifecycleType.PmSuspended => "The guest put itself to sleep",
            LifecycleType.Crashed => "The guest's kernel panicked",
            LifecycleType.Undefined => "The domain was undefined",
            _ => null,
        };

    private static string Detail(int detail, string[] words) =>
        detail >= 0 && detail < words.Length ? words[detail] : "";

    private static string WatchdogAction(int action) =>
        action switch
        {
            0 => "none",
            1 => "pause",
            2 => "reset",
            3 => "poweroff",
            4 => "shutdown",
            5 => "debug",
            6 => "inject-nmi",
            _ => "unknown",
        };
}
