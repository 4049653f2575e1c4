namespace Masakari.Introspective.Libvirt;

/// <summary>The domain is paused, shutting down or off (VIR_ERR_OPERATION_INVALID).</summary>
internal sealed class DomainNotRunningException(int code, string message) : LibvirtException(code, message);
