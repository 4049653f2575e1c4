using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Detection.SecondOpinion;
using Masakari.Introspective.Detection.Sensitivity;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Stalls;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring;

/// <summary>Says whether a reported fault still holds, from libvirt and the latest observation of the guest.</summary>
/// <remarks>
/// Nova's own record is not asked here: it turns to <c>stopped</c> some 15 s after a crash all by itself, which is not
/// the owner's wish. libvirt's reason for the stop tells the two apart.
/// </remarks>
internal sealed class FaultReader(
    Mailbox mailbox,
    InstanceTable instances,
    ILibvirtHost libvirt,
    EffectivePolicy host,
    TimeProvider time
) : IFaultReader
{
    /// <summary>Nothing shows whether an I/O error still matters: after this long a run without news of it counts as well.</summary>
    private static readonly TimeSpan IoErrorAge = TimeSpan.FromHours(1);

    /// <summary>The code of a report that is withdrawn because its fault is gone.</summary>
    public const string NoLongerTrue = "no-longer-true";

    /// <summary>Reports that waited when the monitor started: what they are about may be known from nowhere else.</summary>
    public IReadOnlySet<Notification> Inherited { get; set; } = new HashSet<Notification>();

    /// <summary>Set by the monitor that can ask the guest out of turn; null where guests are not asked at all.</summary>
    public Action<InstanceMonitor>? AskNow { get; set; }

    /// <summary>Called when what is known of an instance changed; null where nobody remembers it.</summary>
    public Action? Changed { get; set; }

    /// <summary>Set by the monitor that looks at other sides than guest-ping: what holds there; null where nobody does.</summary>
    public Func<InstanceMonitor, string, (FaultTruth Truth, string Why)>? ReadSide { get; set; }

    /// <summary>Set by the monitor whose rules may hold a fault back even now; null where there are none.</summary>
    public Func<InstanceMonitor, Notification, Ruling?>? JudgeAgain { get; set; }

    /// <summary>Called with what <see cref="JudgeAgain"/> said, where that is the last word; null where nobody writes it down.</summary>
    public Action<InstanceMonitor, Notification, Ruling?>? Judged { get; set; }

    /// <summary>Called when a report that waits is held back or refused: what it is about is excused so far. Null where nobody counts.</summary>
    public Action<InstanceMonitor>? Excused { get; set; }

    /// <summary>Called before the failed sides of an instance are forgotten, since nobody is told of them; null where nobody finds any.</summary>
    public Action<InstanceMonitor>? Untold { get; set; }

    /// <summary>Called when a report was withdrawn before anybody was told: its code, and why; null where nobody cares.</summary>
    public Action<Guid, string, string>? Withdrawn { get; set; }

    /// <summary>Set by the monitor that looks once more at what is done to an instance before it is judged; null where nobody does.</summary>
    public Func<Notification, CancellationToken, Task>? LookAgain { get; set; }

    /// <summary>Called when the recovery service has been told of a fault, with its answer; null where nobody acts on that.</summary>
    public Action<InstanceMonitor, Notification, DeliveryResult>? Delivered { get; set; }

    /// <summary>Hears how each report ended; null where nobody listens.</summary>
    public Action<Notification, ReportEnd>? Told { get; set; }

    public async ValueTask<FaultReading> ReadAsync(Notification notification, CancellationToken cancellationToken)
    {
        var (truth, why) = await ReadFaultAsync(notification, cancellationToken);
        if (truth is FaultTruth.StillTrue && LookAgain is not null)
        {
            await LookAgain(notification, cancellationToken);
        }

        return truth is FaultTruth.StillTrue && JudgeAgain is not null
            ? await mailbox.AskAsync(() => Judge(notification, why), cancellationToken)
            : new FaultReading(truth, why);
    }

    public void Ended(Notification notification, ReportEnd end) =>
        mailbox.Post(() =>
        {
            Told?.Invoke(notification, end);
            if (end.Kind is ReportEndKind.Withdrawn)
            {
                Withdrawn?.Invoke(notification.InstanceUuid, end.Rule ?? NoLongerTrue, end.Why);
            }

            if (instances.Find(notification.InstanceUuid) is { } instance)
            {
                Take(instance, notification, end);
                Changed?.Invoke();
            }
        });

    private void Take(InstanceMonitor instance, Notification notification, ReportEnd end)
    {
        switch (end.Kind)
        {
            case ReportEndKind.Delivered:
                instance.Incidents.Delivered(notification.Event);
                instance.IsReportHeld = false;
                Delivered?.Invoke(instance, notification, end.Answer!);
                break;
            case ReportEndKind.SetAside:
                instance.Incidents.SetAside(notification.Event, end.Why);
                break;
            case ReportEndKind.Withdrawn:
                Withdraw(instance, notification);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(end), end.Kind, null);
        }
    }

    /// <summary>Nobody will be told of the fault by this report: whoever still finds it brings it again.</summary>
    public void Withdraw(InstanceMonitor instance, Notification notification)
    {
        if (!instance.Incidents.IsLater(notification))
        {
            Untold?.Invoke(instance);
            instance.Withdrawn(notification);
        }
    }

    private async ValueTask<(FaultTruth Truth, string Why)> ReadFaultAsync(
        Notification notification,
        CancellationToken cancellationToken
    )
    {
        DomainSnapshot domain;
        try
        {
            domain = await libvirt.GetDomainAsync(notification.InstanceUuid, cancellationToken);
        }
        catch (NoDomainException)
        {
            return (FaultTruth.Gone, "the domain no longer exists on this host");
        }
        catch (LibvirtException refusal)
        {
            return (FaultTruth.Unknown, refusal.Message);
        }

        return notification.Event switch
        {
            "LIFECYCLE" => ReadCrash(domain),
            _ when domain.IsActive && notification.RunId >= 0 && notification.RunId != domain.RunId => (
                FaultTruth.Gone,
                "the domain was started anew"
            ),
            _ when StallTable.Of(notification) is { } stall
                    && StallTable.Truth(stall, domain) is FaultTruth.StillTrue => (
                FaultTruth.StillTrue,
                "libvirt still says so"
            ),
            FaultReporter.Event when domain.IsActive => await mailbox.AskAsync(
                () => ReadGuest(notification, domain.IsAsleep),
                cancellationToken
            ),
            _ when domain.IsActive && time.GetUtcNow() - notification.GeneratedAt > IoErrorAge => (
                FaultTruth.Gone,
                "it is an hour old, and the domain runs on"
            ),
            _ when domain.IsActive => (FaultTruth.StillTrue, "the domain runs on after it"),
            _ => (FaultTruth.Gone, "the domain no longer runs"),
        };
    }

    /// <summary>
    /// Whether a failure found inside the guest still holds, whatever speaks against reporting it; called only from the
    /// <see cref="Mailbox"/>.
    /// </summary>
    /// <param name="domain">The domain as libvirt knows it now.</param>
    public (FaultTruth Truth, string Why) ReadGuest(Notification notification, DomainSnapshot domain) =>
        !domain.IsActive ? (FaultTruth.Gone, "the domain no longer runs")
        : notification.RunId != domain.RunId ? (FaultTruth.Gone, "the domain was started anew")
        : ReadGuest(notification, domain.IsAsleep);

    private FaultReading Judge(Notification notification, string why)
    {
        var uuid = notification.InstanceUuid;
        var instance = instances.Find(uuid) ?? InstanceMonitor.StandIn(uuid, uuid.ToString());
        var ruling = JudgeAgain!(instance, notification);
        if (ruling is not { Kind: RulingKind.Hold or RulingKind.Refuse } && MustAsk(instance, notification))
        {
            return new FaultReading(FaultTruth.Unknown, "the guest is being asked once more") { IsBeingAsked = true };
        }

        Judged?.Invoke(instance, notification, ruling);
        if (ruling is null)
        {
            // Should the attempt that follows fail, the guest may be well by the next one.
            instance.IsReportHeld = true;
            return new FaultReading(FaultTruth.StillTrue, why);
        }

        var words = $"{ruling.Words} [{ruling.Code}]";
        if (ruling.Kind is not RulingKind.Observe)
        {
            Excused?.Invoke(instance);
        }

        if (ruling.Kind is not RulingKind.Hold)
        {
            return new FaultReading(FaultTruth.Gone, words) { Rule = ruling.Code };
        }

        instance.IsReportHeld = true;
        return new FaultReading(FaultTruth.Unknown, words);
    }

    /// <summary>
    /// The first reading after a hold, or after an attempt that failed: a guest that was found by its silence has to be asked
    /// once more, since what was seen of it was seen before.
    /// </summary>
    private bool MustAsk(InstanceMonitor instance, Notification notification)
    {
        var isOver = instance.IsReportHeld;
        instance.IsReportHeld = false;
        if (
            !isOver
            || notification.Event is not FaultReporter.Event
            || instance.Detector.State is not (GuestState.Reported or GuestState.Held)
        )
        {
            return false;
        }

        instance.HeldUntil = time.Monotonic();
        AskNow?.Invoke(instance);
        return true;
    }

    private static (FaultTruth Truth, string Why) ReadCrash(DomainSnapshot domain)
    {
        if (domain.IsActive)
        {
            return (FaultTruth.Gone, "the domain runs again");
        }

        // Unknown says nothing against what was reported: libvirtd was restarted since and has forgotten the reason.
        return ShutoffReason.IsFailure(domain.Reason) || domain.Reason is ShutoffReason.Unknown
            ? (FaultTruth.StillTrue, "the domain is off after a failure")
            : (FaultTruth.Gone, "the domain has been stopped on purpose since");
    }

    /// <summary>One side that still fails is enough; the fault is gone with the last.</summary>
    private (FaultTruth Truth, string Why) ReadGuest(Notification notification, bool isAsleep)
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

        if (failed.All(side => side is FaultReporter.GuestPing))
        {
            return ReadSilence(instance);
        }

        // A pause may have been what made the side fail, its event being later than the verdict.
        var sides = failed
            .Select(side =>
                side is FaultReporter.GuestPing ? ReadSilence(instance)
                : isAsleep && side is not StallMonitor.Side ? (FaultTruth.Unknown, "the domain is paused")
                : ReadSide?.Invoke(instance, side) ?? (FaultTruth.Unknown, "nobody looks at its other sides")
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
        if (detector.State is not (GuestState.Reported or GuestState.Held))
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
            AskNow?.Invoke(instance);
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
