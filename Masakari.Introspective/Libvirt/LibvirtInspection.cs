namespace Masakari.Introspective.Libvirt;

/// <summary>What one look over a read-write connection found.</summary>
/// <param name="LibraryVersion">Version of the libvirt daemon; null where it does not say.</param>
/// <param name="HypervisorVersion">Version of QEMU; null where libvirt does not say.</param>
/// <param name="MayWrite">Whether libvirt lets this connection change anything: agent commands need that.</param>
/// <param name="Running">The domains that run.</param>
internal sealed record LibvirtInspection(
    Version? LibraryVersion,
    Version? HypervisorVersion,
    bool MayWrite,
    IReadOnlyList<InspectedDomain> Running
);
