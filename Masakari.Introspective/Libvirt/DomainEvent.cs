namespace Masakari.Introspective.Libvirt;

/// <summary>A libvirt domain event, with libvirt's own numbers.</summary>
/// <param name="At">UTC time at which the callback ran.</param>
/// <param name="Domain">UUID of the domain.</param>
/// <param name="Name">Name of the domain.</param>
/// <param name="Id">Event id (<c>virDomainEventID</c>).</param>
/// <param name="Type">Type of a lifecycle event, action of a watchdog or I/O error event, state of an agent event; else -1.</param>
/// <param name="Detail">Detail of a lifecycle event, reason of an agent event; else -1.</param>
internal sealed record DomainEvent(DateTimeOffset At, Guid Domain, string Name, DomainEventId Id, int Type, int Detail)
    : LibvirtEvent(At);
