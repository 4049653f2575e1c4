namespace Masakari.Introspective.Monitoring.Budget;

/// <summary>One instance's account as it lies on disk; times are of the wall clock, UTC.</summary>
internal sealed record KnownAccount(
    Guid Instance,
    IReadOnlyList<DateTimeOffset>? Reported,
    DateTimeOffset? CoolUntil,
    string? CoolWhy,
    IReadOnlyList<DateTimeOffset>? Changes,
    bool IsSaidGivenUp
);
