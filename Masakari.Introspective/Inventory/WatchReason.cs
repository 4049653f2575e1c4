namespace Masakari.Introspective.Inventory;

/// <summary>Why an instance is watched from inside, or is not.</summary>
internal enum WatchReason
{
    /// <summary>Watched: it has a guest agent channel and nobody switched introspection off.</summary>
    Watched,

    /// <summary>Introspection is off for the host.</summary>
    HostOff,

    /// <summary>The domain has no guest agent channel (in Nova: image property hw_qemu_guest_agent).</summary>
    NoAgentChannel,

    /// <summary>It has one, but qemu_guest_agent_sock_path does not match its path.</summary>
    PathNotMatched,

    /// <summary>The flavor's extra spec masakari:guest_agent says no.</summary>
    FlavorOff,

    /// <summary>The instance's metadata masakari:guest_agent says no.</summary>
    MetadataOff,

    /// <summary>The domain's XML could not be read.</summary>
    Unreadable,
}
