namespace Masakari.Introspective.Diagnostics.Explain;

/// <summary>How an instance stood at one moment, as far as its story reaches.</summary>
/// <param name="At">The moment, UTC.</param>
/// <param name="Status">Its status then; null where the story does not reach back to it.</param>
/// <param name="Since">Since when.</param>
/// <param name="Against">The decision that kept its failure from being reported then; null where none did.</param>
/// <param name="Reported">The report that was open then; null where none was.</param>
/// <param name="Hold">The person's hold that was in force then; null where none was.</param>
/// <param name="Before">The last that was seen or decided before.</param>
/// <param name="After">The first that was seen or decided after.</param>
internal sealed record MomentView(
    DateTimeOffset At,
    string? Status,
    DateTimeOffset? Since,
    EventView? Against,
    EventView? Reported,
    EventView? Hold,
    EventView? Before,
    EventView? After
);
