namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>A report that is not delivered yet.</summary>
/// <param name="Code">Why it failed: a stable code.</param>
/// <param name="Cause">The same in words.</param>
/// <param name="Attempts">Times it was sent.</param>
/// <param name="TriedAt">When it was last sent, UTC; null where it was not.</param>
/// <param name="NextAt">When it is looked at next, UTC; null where that is now.</param>
/// <param name="Why">Why it waits.</param>
internal sealed record WaitingReportView(
    Guid Instance,
    string Name,
    string Event,
    string Detail,
    string Code,
    string Cause,
    DateTimeOffset GeneratedAt,
    int Attempts,
    DateTimeOffset? TriedAt,
    DateTimeOffset? NextAt,
    string Why
);
