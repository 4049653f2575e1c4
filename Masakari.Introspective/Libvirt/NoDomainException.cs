namespace Masakari.Introspective.Libvirt;

/// <summary>There is no such domain (VIR_ERR_NO_DOMAIN).</summary>
internal sealed class NoDomainException(int code, string message) : LibvirtException(code, message);
