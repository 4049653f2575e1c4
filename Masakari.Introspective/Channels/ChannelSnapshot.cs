namespace Masakari.Introspective.Channels;

/// <summary>What happened on one channel since it is followed.</summary>
/// <param name="Connections">How often it was connected.</param>
/// <param name="Frames">Frames received, those that are counted below included.</param>
/// <param name="TooLong">Frames over the size limit.</param>
/// <param name="Broken">Frames that are no JSON object, no base-layer message, or for nobody here.</param>
/// <param name="Dropped">Messages to the guest that were not sent: it does not read.</param>
/// <param name="Throttled">How often reading was held back because the guest sent too much.</param>
internal sealed record ChannelSnapshot(
    Guid Instance,
    string Port,
    bool IsConnected,
    long Connections,
    long Frames,
    long TooLong,
    long Broken,
    long Dropped,
    long Throttled
);
