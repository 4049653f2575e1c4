namespace Masakari.Introspective.Notifications;

/// <summary>What to do with a notification after an attempt.</summary>
internal enum DeliveryAction
{
    /// <summary>It is stored: take it off the disk.</summary>
    Finish,

    /// <summary>Try again later, if the fault is still true then.</summary>
    Wait,

    /// <summary>It can never be stored: keep it for inspection.</summary>
    SetAside,
}
