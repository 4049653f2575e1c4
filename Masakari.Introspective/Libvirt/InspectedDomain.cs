namespace Masakari.Introspective.Libvirt;

/// <summary>A running domain and its live XML.</summary>
/// <param name="Xml">Null where libvirt does not give it.</param>
internal sealed record InspectedDomain(DomainSnapshot Domain, string? Xml);
