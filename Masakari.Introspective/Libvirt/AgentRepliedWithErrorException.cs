namespace Masakari.Introspective.Libvirt;

/// <summary>The agent answered with an error reply: the guest is alive.</summary>
internal sealed class AgentRepliedWithErrorException(int code, string message) : LibvirtException(code, message);
