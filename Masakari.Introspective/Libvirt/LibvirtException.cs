namespace Masakari.Introspective.Libvirt;

/// <summary>libvirt refused or failed a call.</summary>
/// <param name="code">libvirt's error number (<c>virErrorNumber</c>).</param>
internal class LibvirtException(int code, string message) : Exception(message)
{
    /// <summary>libvirt's error number (<c>virErrorNumber</c>); 0 when the failure is not libvirt's.</summary>
    public int Code { get; } = code;
}
