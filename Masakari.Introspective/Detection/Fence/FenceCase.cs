using Masakari.Introspective.Detection.SecondOpinion;

namespace Masakari.Introspective.Detection.Fence;

/// <summary>All that decides whether a reported guest is destroyed.</summary>
internal sealed record FenceCase
{
    /// <summary>What the operator allows.</summary>
    public required FenceMode Mode { get; init; }

    /// <summary>The failure was found inside the guest; any other may be off already.</summary>
    public required bool IsFromInside { get; init; }

    /// <summary>masakari-api has just stored the report; not one that an earlier attempt or another monitor stored.</summary>
    public required bool IsStoredNow { get; init; }

    /// <summary>HA_Enabled of the instance; null where it is not known.</summary>
    public required bool? HaEnabled { get; init; }

    /// <summary>The operator says that masakari-engine processes all instances.</summary>
    public required bool AllInstances { get; init; }

    /// <summary>A reason found since against reporting it, in words; null where there is none.</summary>
    public required string? Objection { get; init; }

    /// <summary>What is known of the guest's kernel.</summary>
    public required GuestOpinion Opinion { get; init; }
}
