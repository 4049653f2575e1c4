using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring;

/// <summary>One instance, one incident: findings about the same fault become one notification.</summary>
/// <remarks>
/// masakari-engine works through notifications one by one: a second one for the same fault would stop and start the
/// instance again right after it was recovered.
/// </remarks>
internal sealed class IncidentLog
{
    /// <summary>After this long a new finding is reported even where nothing showed a recovery (masakari's duplicate window).</summary>
    public static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(180);

    private TimeSpan _openedAt;

    /// <summary>What was reported about the present fault; null when there is none.</summary>
    public Notification? Open { get; private set; }

    /// <summary>Whether the notification is to be reported; opens the incident if so.</summary>
    /// <param name="pending">What the outbox still holds.</param>
    public bool Admit(Notification notification, IReadOnlyList<Notification> pending, TimeSpan now)
    {
        if (Open is { } open && now - _openedAt < Ceiling && !Supersedes(notification, open, pending))
        {
            return false;
        }

        Open = notification;
        _openedAt = now;
        return true;
    }

    /// <summary>Takes up an incident that was open before the monitor was restarted.</summary>
    public void Restore(Notification open, TimeSpan now)
    {
        Open = open;
        _openedAt = now;
    }

    /// <summary>The instance runs anew or answers again: the next finding is another incident.</summary>
    public void Close() => Open = null;

    /// <summary>
    /// QEMU died while a hang waits in the outbox: the hang is withdrawn, since the domain no longer runs, and the death
    /// takes its place.
    /// </summary>
    private static bool Supersedes(Notification later, Notification open, IReadOnlyList<Notification> pending) =>
        later.Event is "LIFECYCLE"
        && open.Event is not "LIFECYCLE"
        && pending.Any(waiting => waiting.InstanceUuid == open.InstanceUuid && waiting.Event == open.Event);
}
