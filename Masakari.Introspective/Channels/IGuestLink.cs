namespace Masakari.Introspective.Channels;

/// <summary>One group's way to one guest, from the opening of its channel to its closing.</summary>
internal interface IGuestLink
{
    Guid Instance { get; }

    /// <summary>Target name of the channel.</summary>
    string Port { get; }

    /// <summary>
    /// Whether QEMU has read all that was sent. Where it has not, the guest has its end closed, or QEMU serves another
    /// client of the channel: it takes one at a time, and the rest wait as if they were connected.
    /// </summary>
    bool IsServed { get; }

    /// <summary>Queues a message; never blocks.</summary>
    /// <param name="json">One JSON object without line feeds; framed, and wrapped where the channel has a base layer.</param>
    /// <returns>False when the channel is closed or its queue is full: the guest does not read, the message is dropped.</returns>
    bool TrySend(ReadOnlyMemory<byte> json);
}
