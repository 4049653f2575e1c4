namespace Masakari.Introspective.Notifications;

/// <summary>What one attempt came to.</summary>
/// <param name="Outcome">The meaning of the answer.</param>
/// <param name="Detail">The answer in words: for the log.</param>
internal sealed record DeliveryResult(DeliveryOutcome Outcome, string Detail)
{
    /// <summary>The service's id of the stored record, where it gave one.</summary>
    public string? RecordId { get; init; }

    /// <summary>This very attempt stored it: nobody can have acted on it yet.</summary>
    public bool IsStoredNow { get; init; }

    /// <summary>When set, trying earlier is pointless (a duplicate window, for instance).</summary>
    public DateTimeOffset? NotBefore { get; init; }
}
