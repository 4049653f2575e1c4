namespace Masakari.Introspective.Inventory;

/// <summary>Whether an instance's heartbeat is listened to, on which channels, and why.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Channels">The channels to connect to; their paths are known.</param>
/// <param name="IsExpected">Metadata, flavor or image says that the instance has a heartbeat.</param>
internal sealed record HeartbeatDecision(HeartbeatReason Reason, IReadOnlyList<GuestChannel> Channels, bool IsExpected)
{
    public bool IsListening => Reason is HeartbeatReason.Listening;

    /// <summary>Nothing that is still to be read, from libvirt or Nova, makes it another one.</summary>
    public bool IsFinal => Reason is not (HeartbeatReason.NotMarked or HeartbeatReason.Unreadable);

    /// <summary>It should have a channel and has none.</summary>
    public bool LacksChannel => IsExpected && Reason is HeartbeatReason.NoChannel;

    /// <summary>The reason in words.</summary>
    public string Describe() =>
        Reason switch
        {
            HeartbeatReason.Listening => "heartbeat channel "
                + string.Join(", ", Channels.Select(channel => channel.Name)),
            HeartbeatReason.HostOff => "no heartbeat: off for this host ([masakari_introspective] heartbeat)",
            HeartbeatReason.MetadataOff => "no heartbeat: switched off by instance metadata masakari:heartbeat",
            HeartbeatReason.FlavorOff => "no heartbeat: switched off by flavor extra spec masakari:heartbeat",
            HeartbeatReason.ImageOff => "no heartbeat: switched off by image property masakari:heartbeat",
            HeartbeatReason.NotMarked =>
                "no heartbeat: [masakari_introspective] heartbeat = marked, and neither metadata nor flavor nor image says "
                    + "masakari:heartbeat = true",
            HeartbeatReason.NoChannel when IsExpected =>
                "no heartbeat: masakari:heartbeat is true and the domain has no heartbeat channel ([masakari_introspective] "
                    + "heartbeat_hotplug attaches one)",
            HeartbeatReason.NoChannel => "no heartbeat: the domain has no heartbeat channel",
            HeartbeatReason.NoSocket => "no heartbeat: its channel is no unix socket in mode bind",
            HeartbeatReason.Unreadable => "no heartbeat: the domain's XML could not be read",
            _ => throw new InvalidOperationException($"no words for {Reason}"),
        };

    /// <summary>Same reason, same channels.</summary>
    public bool Equals(HeartbeatDecision? other) =>
        other is not null
        && (Reason, IsExpected) == (other.Reason, other.IsExpected)
        && Places.SequenceEqual(other.Places);

    public override int GetHashCode() => HashCode.Combine(Reason, IsExpected, Channels.Count);

    // Whether the guest has it open changes all the time and decides nothing.
    private IEnumerable<(string Name, string? Path)> Places => Channels.Select(channel => (channel.Name, channel.Path));
}
