namespace Masakari.Introspective.Libvirt;

/// <summary>Opens links; blocks its thread for as long as libvirt does.</summary>
internal interface ILibvirtConnector
{
    /// <exception cref="LibvirtException">The client library is missing.</exception>
    void Prepare();

    /// <exception cref="LibvirtException">libvirt is away, or refuses.</exception>
    ILibvirtLink Open(bool readOnly);
}
