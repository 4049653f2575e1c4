namespace Masakari.Introspective.Detection;

/// <summary>What one observation changed.</summary>
/// <param name="Before">State before it.</param>
/// <param name="After">State after it.</param>
/// <param name="Verdict">Set when it completed the evidence for a failure.</param>
/// <param name="Stale">The observation overlapped a change of the domain and was not counted.</param>
internal readonly record struct Judgement(
    GuestState Before,
    GuestState After,
    Verdict? Verdict = null,
    bool Stale = false
)
{
    /// <summary>The guest answered after it had failed.</summary>
    public bool Recovered => Before is GuestState.Reported or GuestState.Held && After is GuestState.Healthy;
}
