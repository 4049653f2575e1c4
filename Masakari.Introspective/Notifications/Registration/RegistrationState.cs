namespace Masakari.Introspective.Notifications.Registration;

/// <summary>Whether masakari knows this host.</summary>
internal enum RegistrationState
{
    /// <summary>Not asked yet, or no answer so far.</summary>
    Unknown,

    /// <summary>In a failover segment.</summary>
    Registered,

    /// <summary>In none: masakari refuses every notification about the instances here.</summary>
    Unregistered,
}
