namespace Masakari.Introspective.Inventory;

/// <summary>Whose heartbeat channels are listened to.</summary>
internal enum HeartbeatMode
{
    /// <summary>Nobody's.</summary>
    Off,

    /// <summary>Those of instances whose metadata, flavor or image says yes.</summary>
    Marked,

    /// <summary>Everybody's, unless metadata, flavor or image says no.</summary>
    Auto,
}
