namespace Masakari.Introspective.Simulation;

/// <summary>What the guest agent of an in-memory domain does with a command.</summary>
internal enum AgentBehaviour
{
    /// <summary>Answers at once with <see cref="InMemoryDomain.Reply"/>.</summary>
    Answering,

    /// <summary>Takes the command and never answers, as a stopped qemu-ga or a hung kernel.</summary>
    Silent,

    /// <summary>Nobody in the guest has the port open.</summary>
    PortClosed,

    /// <summary>Answers at once with an error reply: alive.</summary>
    ErrorReply,

    /// <summary>Another client's command holds the agent for longer than libvirt waits.</summary>
    Busy,

    /// <summary>libvirt refuses agent commands, as on a read-only connection.</summary>
    Denied,
}
