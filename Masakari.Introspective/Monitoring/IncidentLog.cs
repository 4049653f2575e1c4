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

    /// <summary>Whether the recovery service has been told of it.</summary>
    public bool IsDelivered { get; private set; }

    /// <summary>Nobody was told: people only want to see what would be reported.</summary>
    public bool IsRehearsed { get; private set; }

    /// <summary>Why the recovery service will never take the report; null where it has it, or may still take it.</summary>
    public string? SetAsideWhy { get; private set; }

    /// <summary>Whether the recovery service may still be told.</summary>
    public bool IsOnItsWay => Open is not null && !IsDelivered && SetAsideWhy is null;

    /// <summary>Whether the notification would be a new incident.</summary>
    public bool IsNew(Notification notification, TimeSpan now) =>
        Open is not { } open || now - _openedAt >= Ceiling || Supersedes(notification, open);

    /// <summary>Whether the present incident is a later one than the notification's, of the same kind.</summary>
    public bool IsLater(Notification notification) =>
        Open is { } open && open.Event == notification.Event && open.GeneratedAt > notification.GeneratedAt;

    /// <summary>Whether the notification is to be reported; opens the incident if so.</summary>
    public bool Admit(Notification notification, TimeSpan now)
    {
        if (!IsNew(notification, now))
        {
            return false;
        }

        Restore(notification, now, isDelivered: false);
        return true;
    }

    /// <summary>Takes up an incident that was open before the monitor was restarted.</summary>
    /// <param name="openedAt">When it was opened, on the present clock.</param>
    public void Restore(Notification open, TimeSpan openedAt, bool isDelivered)
    {
        Open = open;
        IsDelivered = isDelivered;
        IsRehearsed = false;
        SetAsideWhy = null;
        _openedAt = openedAt;
    }

    /// <summary>The recovery service has been told of a fault; of this incident's, or of an earlier one's.</summary>
    public void Delivered(string eventName) => IsDelivered |= Open?.Event == eventName;

    /// <summary>The recovery service would have been told; what follows a report follows.</summary>
    public void Rehearsed(string eventName)
    {
        Delivered(eventName);
        IsRehearsed = IsDelivered;
    }

    /// <summary>The recovery service refuses the report itself: nobody will be told of the fault.</summary>
    public void SetAside(string eventName, string why)
    {
        if (Open?.Event == eventName)
        {
            SetAsideWhy = why;
        }
    }

    /// <summary>The instance runs anew or answers again: the next finding is another incident.</summary>
    public void Close() => (Open, SetAsideWhy) = (null, null);

    /// <summary>The fault went away before anybody was told.</summary>
    public void Withdrawn(string eventName)
    {
        if (Open?.Event == eventName)
        {
            Close();
        }
    }

    /// <summary>
    /// QEMU died while a hang waited in the outbox: the hang is withdrawn, since the domain no longer runs, and the death
    /// takes its place.
    /// </summary>
    private bool Supersedes(Notification later, Notification open) =>
        !IsDelivered && later.Event is "LIFECYCLE" && open.Event is not "LIFECYCLE";
}
