namespace Masakari.Introspective.Libvirt;

/// <summary>A picture of a guest's console: the guest decides what is in it.</summary>
/// <param name="MediaType">As libvirt names it, for instance <c>image/png</c>.</param>
/// <param name="Content">The picture's bytes.</param>
internal sealed record Screenshot(string MediaType, byte[] Content);
