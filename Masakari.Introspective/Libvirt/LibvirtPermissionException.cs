namespace Masakari.Introspective.Libvirt;

/// <summary>The connection may not do this (VIR_ERR_OPERATION_DENIED, VIR_ERR_ACCESS_DENIED, VIR_ERR_AUTH_*).</summary>
internal sealed class LibvirtPermissionException(int code, string message) : LibvirtException(code, message);
