namespace Masakari.Introspective.Agent.Channel;

/// <summary>What happened on the channel to the host.</summary>
internal enum ChannelNews
{
    Nothing,
    HostCame,
    HostWent,
}
