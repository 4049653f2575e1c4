namespace Masakari.Introspective.Inventory;

/// <summary>Whether an instance is watched from inside, and why.</summary>
internal sealed record WatchDecision(WatchReason Reason)
{
    public bool IsWatched => Reason is WatchReason.Watched;

    /// <summary>The reason in words.</summary>
    public string Describe() =>
        Reason switch
        {
            WatchReason.Watched => "watched through the guest agent",
            WatchReason.HostOff => "introspection is off for this host ([masakari_introspective] introspection)",
            WatchReason.NoAgentChannel =>
                "the domain has no channel org.qemu.guest_agent.0 (image property hw_qemu_guest_agent=yes gives it one)",
            WatchReason.PathNotMatched =>
                "no guest agent channel's path matches [introspectiveinstancemonitor] qemu_guest_agent_sock_path",
            WatchReason.FlavorOff => "switched off by flavor extra spec masakari:guest_agent",
            WatchReason.MetadataOff => "switched off by instance metadata masakari:guest_agent",
            WatchReason.Unreadable => "the domain's XML could not be read",
            _ => throw new InvalidOperationException($"no words for {Reason}"),
        };
}
