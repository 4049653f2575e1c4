namespace Masakari.Introspective.Channels;

/// <summary>What receives one group's messages. Called from many threads, never concurrently for one link; must not block.</summary>
internal interface IGroupListener
{
    /// <summary>The host is connected to the channel. Whether a guest process has its end open is not known.</summary>
    void Opened(IGuestLink link);

    /// <summary>A message within all limits of size and rate; its JSON is not yet parsed.</summary>
    /// <param name="message">Valid after the call, too.</param>
    void Received(IGuestLink link, ReadOnlyMemory<byte> message);

    /// <summary>The connection ended; a new one brings a new link.</summary>
    /// <param name="why">In a few words, for a log.</param>
    void Closed(IGuestLink link, string why);
}
