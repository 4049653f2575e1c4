namespace Masakari.Introspective.Channels;

/// <summary>Connects to the channels it is told to follow, and stays connected until told otherwise.</summary>
/// <remarks>Any thread may call it; calls return at once. QEMU serves one client at a time: there is one hub a host.</remarks>
internal interface IChannelHub : IAsyncDisposable
{
    /// <summary>Connects, and reconnects with back-off for as long as the channel is followed.</summary>
    void Follow(ChannelTarget target);

    /// <summary>Closes the channel and forgets it.</summary>
    void Unfollow(Guid instance, string port);

    /// <summary>Tries the instance's closed channels now instead of at the end of their back-off: the domain started.</summary>
    void Retry(Guid instance);
}
