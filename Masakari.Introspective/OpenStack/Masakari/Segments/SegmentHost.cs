namespace Masakari.Introspective.OpenStack.Masakari.Segments;

/// <summary>A compute host in a failover segment.</summary>
internal sealed record SegmentHost
{
    public required string Uuid { get; init; }

    /// <summary>nova-compute's host name, and the name in every notification.</summary>
    public required string Name { get; init; }

    public string? Type { get; init; }

    public string? ControlAttributes { get; init; }

    /// <summary>Kept free for instances of a host that fails.</summary>
    public bool Reserved { get; init; }

    /// <summary>masakari refuses notifications about this host.</summary>
    public bool OnMaintenance { get; init; }

    public required string SegmentUuid { get; init; }

    public required string SegmentName { get; init; }
}
