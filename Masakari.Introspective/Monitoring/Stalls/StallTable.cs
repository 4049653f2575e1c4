using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring.Stalls;

/// <summary>libvirt's events and states that mean that a guest stands still.</summary>
/// <remarks>
/// A watchdog whose action is reset, poweroff or shutdown has done what its owner wished, and a crash kernel that was loaded
/// works on: neither is a stall.
/// </remarks>
internal static class StallTable
{
    // virDomainPausedReason
    private const int PausedByIoError = 5;
    private const int PausedByWatchdog = 6;
    private const int PausedByCrash = 10;

    // virDomainEventStoppedDetailType
    private const int StoppedCrashed = 2;

    private static readonly Stall Panic = new(VerdictReason.GuestPanicked);
    private static readonly Stall IoError = new(VerdictReason.IoErrorPause);

    /// <summary>What the event says; null where it is no stall.</summary>
    public static Stall? Of(DomainEvent seen) =>
        (seen.Id, seen.Type, seen.Detail) switch
        {
            (DomainEventId.Lifecycle, LifecycleType.Crashed, 0) => Panic,
            (DomainEventId.Lifecycle, LifecycleType.Stopped, StoppedCrashed) => Panic,
            (DomainEventId.Lifecycle, LifecycleType.Suspended, 2) => IoError,
            (DomainEventId.Lifecycle, LifecycleType.Suspended, 3) => Watchdog("pause"),
            (DomainEventId.IoError, 1, _) => IoError,
            (DomainEventId.Watchdog, 0, _) => Watchdog("none"),
            (DomainEventId.Watchdog, 1, _) => Watchdog("pause"),
            (DomainEventId.Watchdog, 5, _) => Watchdog("debug"),
            (DomainEventId.Watchdog, 6, _) => Watchdog("inject-nmi"),
            _ => null,
        };

    /// <summary>What the domain's state says; null where it is no stall.</summary>
    public static Stall? Of(DomainSnapshot domain) =>
        (domain.State, domain.Reason) switch
        {
            (DomainState.Crashed, _) or (DomainState.Paused, PausedByCrash) => Panic,
            (DomainState.Paused, PausedByIoError) => IoError,
            (DomainState.Paused, PausedByWatchdog) => Watchdog("pause"),
            _ => null,
        };

    /// <summary>What a report was about; null where it was no stall.</summary>
    public static Stall? Of(Notification report) =>
        report.Code switch
        {
            var code when code == ReasonCode.Of(VerdictReason.GuestPanicked) => Panic,
            var code when code == ReasonCode.Of(VerdictReason.IoErrorPause) => IoError,
            var code when code == ReasonCode.Of(VerdictReason.WatchdogFired) => Watchdog("as reported before"),
            _ => null,
        };

    /// <summary>Whether the domain still is in the stall; null where only the guest itself can tell.</summary>
    public static FaultTruth? Truth(Stall stall, DomainSnapshot domain) =>
        Of(domain)?.Reason == stall.Reason ? FaultTruth.StillTrue
        // on_crash=destroy, which is Nova's: libvirt's own doing, and what there is to recover from. A libvirtd that was
        // restarted since has forgotten the reason.
        : stall.Reason is VerdictReason.GuestPanicked
        && domain is { IsActive: false, Reason: ShutoffReason.Crashed or ShutoffReason.Unknown }
            ? FaultTruth.StillTrue
        : stall.MayAnswer && domain.State is DomainState.Running ? null
        : FaultTruth.Gone;

    private static Stall Watchdog(string action) => new(VerdictReason.WatchdogFired, action);
}
