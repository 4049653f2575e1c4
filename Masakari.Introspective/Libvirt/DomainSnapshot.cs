namespace Masakari.Introspective.Libvirt;

/// <summary>A domain at one moment.</summary>
/// <param name="Uuid">UUID of the domain; Nova's instance UUID.</param>
/// <param name="Name">Name of the domain, for instance <c>instance-0000002a</c>.</param>
/// <param name="RunId">libvirt's id of this run of the domain, new at each start; -1 when it is not running.</param>
/// <param name="State">State.</param>
/// <param name="Reason">libvirt's reason for the state; its meaning depends on the state.</param>
internal sealed record DomainSnapshot(Guid Uuid, string Name, int RunId, DomainState State, int Reason)
{
    /// <summary>Whether a QEMU process exists for the domain.</summary>
    public bool IsActive => RunId >= 0;

    /// <summary>Its guest cannot run: paused from outside, or suspended to memory by itself (S3).</summary>
    public bool IsAsleep => State is DomainState.Paused or DomainState.PmSuspended;
}
