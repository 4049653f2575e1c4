namespace Masakari.Introspective.OpenStack.Masakari.Segments;

/// <summary>A failover segment: the compute hosts that masakari recovers in the same way.</summary>
internal sealed record Segment
{
    public required string Uuid { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary><c>auto</c>, <c>reserved_host</c>, <c>auto_priority</c> or <c>rh_priority</c>: for whole hosts that fail.</summary>
    public string? RecoveryMethod { get; init; }

    public string? ServiceType { get; init; }

    /// <summary>False: masakari stores notifications and recovers nothing. Null: this masakari-api knows no such switch.</summary>
    public bool? Enabled { get; init; }
}
