namespace Masakari.Introspective.Notifications.Registration;

/// <summary>What there is to say about a host's registration.</summary>
internal enum RegistrationNews
{
    /// <summary>In a segment: at the first answer, again after it was in none, or now in another one.</summary>
    Registered,

    Unregistered,

    MaintenanceBegan,

    MaintenanceEnded,

    SegmentDisabled,

    SegmentEnabled,
}
