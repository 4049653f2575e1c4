namespace Masakari.Introspective.Inventory;

/// <summary>A virtio-serial channel of a domain.</summary>
/// <param name="Name">Target name, for instance <c>org.qemu.guest_agent.0</c>; what the guest sees under /dev/virtio-ports.</param>
/// <param name="Path">The host end's unix socket; null where the channel is not a listening unix socket.</param>
/// <param name="IsOpen">Whether the guest has it open, as libvirt last heard; null where libvirt does not say.</param>
internal sealed record GuestChannel(string Name, string? Path, bool? IsOpen);
