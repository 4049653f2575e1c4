namespace Masakari.Introspective.Libvirt;

/// <summary>Nobody in the guest has the agent's port open (VIR_ERR_AGENT_UNRESPONSIVE, at once).</summary>
internal sealed class AgentNotConnectedException(int code, string message) : LibvirtException(code, message);
