namespace Masakari.Introspective.OpenStack.Masakari;

/// <summary>A host in a failover segment.</summary>
/// <param name="Name">The name that notifications must carry.</param>
/// <param name="SegmentUuid">UUID of the segment.</param>
/// <param name="SegmentName">Name of the segment.</param>
/// <param name="SegmentEnabled">Null where the API is too old to say (before microversion 1.2).</param>
internal sealed record RegisteredHost(string Name, string SegmentUuid, string SegmentName, bool? SegmentEnabled)
{
    public bool OnMaintenance { get; init; }

    /// <summary>A spare one, kept free for recovered instances.</summary>
    public bool Reserved { get; init; }
}
