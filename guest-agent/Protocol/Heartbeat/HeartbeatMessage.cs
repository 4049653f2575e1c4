namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>A message of the heartbeat protocol, version 3 revision 1; docs/protocol.md, "Heartbeat messages".</summary>
/// <param name="Sequence">The sender's counter, one more with each message; for logs only.</param>
public abstract record HeartbeatMessage(long Sequence)
{
    /// <summary>Version that is sent, and the least that is accepted.</summary>
    public const int Version = 3;

    /// <summary>Revision that is sent; never compared.</summary>
    public const int Revision = 1;
}
