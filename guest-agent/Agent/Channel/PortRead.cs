namespace Masakari.Introspective.Agent.Channel;

/// <summary>What a read from a port came to.</summary>
internal enum PortRead
{
    Data,

    /// <summary>The host has sent nothing more.</summary>
    Nothing,

    /// <summary>The host is not connected.</summary>
    HostAbsent,

    /// <summary>The port is gone: close it and look for it anew.</summary>
    Broken,
}
