namespace Masakari.Introspective.Libvirt;

/// <summary>A new session and the domains listed after it was subscribed.</summary>
internal sealed record ConnectedSession(LibvirtSession Session, IReadOnlyList<DomainSnapshot> Domains);
