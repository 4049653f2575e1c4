using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Stalls;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring.Reports;

/// <summary>Says whether a reported fault still holds, from libvirt and the latest observation of the guest.</summary>
/// <remarks>
/// Nova's own record is not asked here: it turns to <c>stopped</c> some 15 s after a crash all by itself, which is not
/// the owner's wish. libvirt's reason for the stop tells the two apart.
/// </remarks>
internal sealed class FaultReader(Mailbox mailbox, ILibvirtHost libvirt, TimeProvider time) : IFaultReader
{
    /// <summary>Nothing shows whether an I/O error still matters: after this long a run without news of it counts as well.</summary>
    private static readonly TimeSpan IoErrorAge = TimeSpan.FromHours(1);

    private GuestTruth _guests = null!;
    private ReportHearing _hearing = null!;
    private ReportEnds _ends = null!;

    /// <summary>Who knows the guests, and what is done with reports about them: made after this, and before anything is read.</summary>
    public void Join(GuestTruth guests, ReportHearing hearing, ReportEnds ends) =>
        (_guests, _hearing, _ends) = (guests, hearing, ends);

    public async ValueTask<FaultReading> ReadAsync(Notification notification, CancellationToken cancellationToken)
    {
        var (truth, why) = await ReadFaultAsync(notification, cancellationToken);
        return truth is FaultTruth.StillTrue
            ? await _hearing.HearAsync(notification, why, cancellationToken)
            : new FaultReading(truth, why);
    }

    /// <inheritdoc cref="ReportEnds.Withdraw"/>
    public void Withdraw(InstanceMonitor instance, Notification notification) => _ends.Withdraw(instance, notification);

    public void Ended(Notification notification, ReportEnd end) => mailbox.Post(() => _ends.Take(notification, end));

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
                () => _guests.Read(notification, domain.IsAsleep),
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
}
