namespace Masakari.Introspective.Inventory;

/// <summary>What a domain's XML says that matters here.</summary>
/// <param name="Channels">All virtio channels, in document order.</param>
/// <param name="Nova">Nova's metadata; null where Nova did not make the domain.</param>
internal sealed record DomainDescription(IReadOnlyList<GuestChannel> Channels, NovaMetadata? Nova)
{
    /// <summary>Whether the guest has a virtio balloon, whose driver can prove its kernel alive.</summary>
    public bool HasBalloon { get; init; }

    /// <summary>How often QEMU asks the balloon driver for news; null where it does not.</summary>
    public TimeSpan? BalloonPeriod { get; init; }

    /// <summary>The file that the guest's console is written to; null where there is none.</summary>
    public string? ConsoleLog { get; init; }
}
