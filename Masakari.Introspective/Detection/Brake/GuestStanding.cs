namespace Masakari.Introspective.Detection.Brake;

/// <summary>How a guest stands, as the brake counts it.</summary>
internal enum GuestStanding
{
    /// <summary>Its silence proves nothing: it has not answered since its start, is paused, off, or not watched.</summary>
    Unarmed,

    /// <summary>Nothing is found against it.</summary>
    Well,

    /// <summary>Suspect, or failed and nobody told of it.</summary>
    InTrouble,

    /// <summary>Failed, and the recovery service was told.</summary>
    Told,
}
