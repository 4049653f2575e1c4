namespace Masakari.Introspective.Notifications;

/// <summary>Whether a fault waiting in the outbox still holds.</summary>
internal enum FaultTruth
{
    /// <summary>It holds: deliver.</summary>
    StillTrue,

    /// <summary>It went away: withdraw.</summary>
    Gone,

    /// <summary>Not known now (libvirt away, the guest not asked yet): ask again soon, deliver nothing.</summary>
    Unknown,
}
