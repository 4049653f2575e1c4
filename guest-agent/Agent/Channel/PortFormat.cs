namespace Masakari.Introspective.Agent.Channel;

/// <summary>What is spoken on a port.</summary>
internal enum PortFormat
{
    /// <summary>By the port's name.</summary>
    Auto,

    /// <summary>Bare heartbeat messages.</summary>
    Heartbeat,

    /// <summary>Heartbeat messages inside the base layer.</summary>
    Base,
}
