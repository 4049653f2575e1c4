namespace Masakari.Introspective.Notifications.Masakari;

/// <summary>What masakari-api's status and words say by themselves.</summary>
internal enum MasakariAnswer
{
    /// <summary>202.</summary>
    Stored,

    /// <summary>409, an equal notification is stored.</summary>
    Duplicate,

    /// <summary>409, the host is in maintenance.</summary>
    HostInMaintenance,

    /// <summary>409 in words we do not know.</summary>
    UnknownConflict,

    /// <summary>400, the host is in no segment.</summary>
    HostNotRegistered,

    /// <summary>400, the message breaks the schema.</summary>
    BrokenSchema,

    /// <summary>400 in words we do not know.</summary>
    UnknownBadRequest,

    /// <summary>401 or 403.</summary>
    NotAllowed,

    /// <summary>Anything else.</summary>
    Unavailable,
}
