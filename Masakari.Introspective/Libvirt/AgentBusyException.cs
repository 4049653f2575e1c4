namespace Masakari.Introspective.Libvirt;

/// <summary>Another client's agent command holds the domain's agent lock (VIR_ERR_OPERATION_TIMEOUT).</summary>
internal sealed class AgentBusyException(int code, string message) : LibvirtException(code, message);
