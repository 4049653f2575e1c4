namespace Masakari.Introspective.Diagnostics.Explain;

/// <summary>The story of one instance.</summary>
/// <param name="Instance">Its uuid.</param>
/// <param name="Name">The name people know it by.</param>
/// <param name="Status">How it stands now; null where it is no longer on this host.</param>
/// <param name="Since">Since when.</param>
/// <param name="Code">Why it is not reported, or not watched, now: a stable code; null where nothing is against it.</param>
/// <param name="Why">The same in words.</param>
/// <param name="Moment">How it stood at the moment that was asked for; null where none was.</param>
/// <param name="Events">What was seen and decided, oldest first.</param>
internal sealed record ExplainView(
    Guid Instance,
    string Name,
    string? Status,
    DateTimeOffset? Since,
    string? Code,
    string? Why,
    MomentView? Moment,
    IReadOnlyList<EventView> Events
);
