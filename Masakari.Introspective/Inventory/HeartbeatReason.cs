namespace Masakari.Introspective.Inventory;

/// <summary>Why an instance's heartbeat is listened to, or is not.</summary>
internal enum HeartbeatReason
{
    /// <summary>It has a channel, and nobody switched it off.</summary>
    Listening,

    /// <summary>Off for the host.</summary>
    HostOff,

    /// <summary>The instance's metadata says no.</summary>
    MetadataOff,

    /// <summary>The flavor says no.</summary>
    FlavorOff,

    /// <summary>The image says no.</summary>
    ImageOff,

    /// <summary>Only marked instances are listened to, and this one is not.</summary>
    NotMarked,

    /// <summary>It has no channel.</summary>
    NoChannel,

    /// <summary>Its channel is no unix socket on which QEMU listens.</summary>
    NoSocket,

    /// <summary>The domain's XML could not be read.</summary>
    Unreadable,
}
