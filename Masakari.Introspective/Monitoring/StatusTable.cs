using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;

namespace Masakari.Introspective.Monitoring;

/// <summary>What an instance's status follows from. Pure.</summary>
internal static class StatusTable
{
    /// <param name="hasBeat">A heartbeat of its is registered.</param>
    /// <param name="missesBeat">A heartbeat of its is overdue, or failed in a way that only concerns the log.</param>
    public static InstanceStatus Of(InstanceMonitor instance, bool hasBeat, bool missesBeat)
    {
        var detector = instance.Detector;
        // Of an event alone, an I/O error for instance, nothing says when it is over: what counts is how the guest does.
        var isFailing =
            !instance.Sides.IsWell
            || !instance.Domain.IsActive
            || detector.State is GuestState.Held or GuestState.Reported;
        if (isFailing && instance.Ruling is { } ruling)
        {
            return ruling.Reason is RulingReason.GivenUp ? InstanceStatus.GivenUp : InstanceStatus.Held;
        }

        if (instance.Incidents is { Open: not null } incidents && (isFailing || incidents.IsOnItsWay))
        {
            return InstanceStatus.Reported;
        }

        if (!instance.Domain.IsActive)
        {
            return InstanceStatus.Off;
        }

        if (instance.Domain.IsAsleep)
        {
            return InstanceStatus.Paused;
        }

        if (!instance.Sides.IsWell || detector.Misses > 0 || detector.State is GuestState.Held || missesBeat)
        {
            return detector.State is GuestState.Held ? InstanceStatus.Held : InstanceStatus.Suspect;
        }

        var isAsked = instance.Watch is { IsWatched: true };
        // An agent that its owner stopped is no failure of the guest, and no proof of its health either.
        var answers = isAsked && detector.HasAnswered && detector.Finding is not Finding.PortClosed;
        return answers || hasBeat ? InstanceStatus.Healthy
            : isAsked || instance.Heartbeat is { IsListening: true } ? InstanceStatus.Unarmed
            : InstanceStatus.Unwatched;
    }
}
