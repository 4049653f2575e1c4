namespace Masakari.Introspective.Libvirt;

/// <summary>The command (or the guest-sync before it) was sent and nobody answered in time (VIR_ERR_AGENT_UNRESPONSIVE).</summary>
internal sealed class AgentUnresponsiveException(int code, string message) : LibvirtException(code, message);
