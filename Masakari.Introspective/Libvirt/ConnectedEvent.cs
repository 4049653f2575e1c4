namespace Masakari.Introspective.Libvirt;

/// <summary>The connection is up and events are subscribed; <see cref="Domains"/> was listed after that.</summary>
/// <param name="Domains">Every domain, for reconciliation with what was known before.</param>
internal sealed record ConnectedEvent(DateTimeOffset At, IReadOnlyList<DomainSnapshot> Domains) : LibvirtEvent(At);
