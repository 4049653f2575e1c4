namespace Masakari.Introspective.Channels;

/// <summary>What is spoken on a channel.</summary>
internal enum ChannelFormat
{
    /// <summary>Heartbeat messages and nothing else, as StarlingX's guests do on cgcs.heartbeat.</summary>
    Heartbeat,

    /// <summary>The base layer, which carries several groups' messages.</summary>
    Base,
}
