namespace Masakari.Introspective.Libvirt;

/// <summary>There is no connection to libvirt, or it broke during the call.</summary>
internal sealed class LibvirtDisconnectedException(int code, string message) : LibvirtException(code, message);
