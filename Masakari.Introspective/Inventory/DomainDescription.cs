namespace Masakari.Introspective.Inventory;

/// <summary>What a domain's XML says that matters here.</summary>
/// <param name="Channels">All virtio channels, in document order.</param>
/// <param name="Nova">Nova's metadata; null where Nova did not make the domain.</param>
internal sealed record DomainDescription(IReadOnlyList<GuestChannel> Channels, NovaMetadata? Nova);
