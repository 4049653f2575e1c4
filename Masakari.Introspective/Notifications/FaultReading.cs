namespace Masakari.Introspective.Notifications;

/// <summary>What was read of a fault right before its notification leaves.</summary>
/// <param name="Truth">Whether it holds.</param>
/// <param name="Why">Why, in words.</param>
internal readonly record struct FaultReading(FaultTruth Truth, string Why)
{
    /// <summary>The code of the rule that forbids the report; null where none does.</summary>
    public string? Rule { get; init; }

    /// <summary>The guest is being asked, so that more is known in a moment: the pace of the looks begins anew.</summary>
    public bool IsBeingAsked { get; init; }
}
