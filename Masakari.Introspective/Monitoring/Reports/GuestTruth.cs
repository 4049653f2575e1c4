using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.SecondOpinion;
using Masakari.Introspective.Detection.Sensitivity;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Stalls;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring.Reports;

/// <summary>Whether a failure found inside a guest still holds, whatever speaks against reporting it.</summary>
/// <param name="ask">Asks the guest out of turn.</param>
/// <param name="readSide">What holds at a side other than guest-ping's.</param>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed class GuestTruth(
    InstanceTable instances,
    EffectivePolicy host,
    Action<InstanceMonitor> ask,
    Func<InstanceMonitor, string, (FaultTruth Truth, string Why)> readSide,
    TimeProvider time
)
{
    /// <summary>Reports that waited when the monitor started: what they are about may be known from nowhere else.</summary>
    public IReadOnlySet<Notification> Inherited { get; set; } = new HashSet<Notification>();

    /// <param name="domain">The domain as libvirt knows it now.</param>
    public (FaultTruth Truth, string Why) Read(Notification notification, DomainSnapshot domain) =>
        !domain.IsActive ? (FaultTruth.Gone, "the domain no longer runs")
        : notification.RunId != domain.RunId ? (FaultTruth.Gone, "the domain was started anew")
        : Read(notification, domain.IsAsleep);

    /// <summary>One side that still fails is enough; the fault is gone with the last.</summary>
    public (FaultTruth Truth, string Why) Read(Notification notification, bool isAsleep)
    {
        var isStall = StallTable.Of(notification) is not null;
        if (
            !instances.IsCurrent
            || instances.Find(notification.InstanceUuid) is not { } instance
            || (instance.Watch is null && !isStall)
        )
        {
            return (FaultTruth.Unknown, "the instance is not known yet");
        }

        if (!isStall && Inherited.Contains(notification))
        {
            instance.TakeUp(notification, time.Monotonic());
        }

        if (instance.Incidents.IsLater(notification))
        {
            return (FaultTruth.Gone, "that failure is over; a later one of the same guest was reported since");
        }

        var failed = instance.Sides.Failed;
        if (isStall && failed.Count == 0)
        {
            return (FaultTruth.Gone, "the guest goes on");
        }

        if (failed.Count == 0 && instance.Watch is { IsWatched: false })
        {
            return (FaultTruth.Gone, "nothing is found to fail any more, or it is no longer watched");
        }

        if (instance.FailsByPingAlone)
        {
            return ReadSilence(instance);
        }

        // A pause may have been what made the side fail, its event being later than the verdict.
        var sides = failed
            .Select(side =>
                side is FaultReporter.GuestPing ? ReadSilence(instance)
                : isAsleep && side is not StallMonitor.Side ? (FaultTruth.Unknown, "the domain is paused")
                : readSide(instance, side)
            )
            .ToList();
        var stillTrue = sides.FindIndex(side => side.Item1 is FaultTruth.StillTrue);
        var unknown = sides.FindIndex(side => side.Item1 is FaultTruth.Unknown);
        return sides[stillTrue >= 0 ? stillTrue : Math.Max(unknown, 0)];
    }

    private (FaultTruth Truth, string Why) ReadSilence(InstanceMonitor instance)
    {
        var detector = instance.Detector;
        var policy = instance.Policy ?? host;
        if (!instance.IsSilent)
        {
            return (
                FaultTruth.Gone,
                detector.HasAnswered ? "the guest answers again" : "nothing is found to fail any more"
            );
        }

        // What was silent while something was done to it is asked again when that is over, and not before.
        var isFresh =
            instance.IsReportHeld
            || (
                detector is { ObservedAt: { } seenAt, AskedAt: { } askedAt }
                && time.Monotonic() - seenAt < policy.Freshness
                && !(askedAt < instance.HeldUntil)
            );
        if (
            !isFresh
            || detector.Finding is Finding.AgentBusy or Finding.LibvirtAway or Finding.JustReconnected or Finding.None
        )
        {
            ask(instance);
            return (FaultTruth.Unknown, "the guest is being asked again");
        }

        return detector.Finding switch
        {
            Finding.Silent => (FaultTruth.StillTrue, "the guest is still silent"),
            Finding.PortClosed when policy.Detection.ReportClosedPort => (
                FaultTruth.StillTrue,
                "the agent's port is closed"
            ),
            Finding.PortClosed when detector.Opinion is GuestOpinion.KernelDead => (
                FaultTruth.StillTrue,
                "the agent's port is closed and the kernel is dead"
            ),
            Finding.PortClosed => (FaultTruth.Gone, "the guest closed the agent's port since: it runs"),
            _ => (FaultTruth.Unknown, detector.Finding.Describe()),
        };
    }
}
