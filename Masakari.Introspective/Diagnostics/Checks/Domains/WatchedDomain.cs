using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Diagnostics.Checks.Domains;

/// <summary>A running domain, as libvirt and Nova describe it.</summary>
/// <param name="Description">Null where its XML could not be read.</param>
/// <param name="Server">Null where Nova was not read, or does not know it.</param>
internal sealed record WatchedDomain(DomainSnapshot Domain, DomainDescription? Description, NovaServer? Server)
{
    /// <summary>The names that an operator looks for.</summary>
    public string Label =>
        (Server?.Name ?? Description?.Nova?.Name) is { Length: > 0 } name
            ? $"{Domain.Name} ({Domain.Uuid}, {name})"
            : $"{Domain.Name} ({Domain.Uuid})";

    public static WatchedDomain Read(InspectedDomain found, NovaServer? server)
    {
        try
        {
            return new WatchedDomain(found.Domain, found.Xml is { } xml ? DomainXml.Parse(xml) : null, server);
        }
        catch (FormatException)
        {
            return new WatchedDomain(found.Domain, null, server);
        }
    }
}
