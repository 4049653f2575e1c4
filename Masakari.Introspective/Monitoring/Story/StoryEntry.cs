using Masakari.Introspective.Monitoring.Decisions;

namespace Masakari.Introspective.Monitoring.Story;

/// <summary>One thing that was seen or decided.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Instance">About which instance; null for the whole host.</param>
/// <param name="Name">The name people know it by, bounded; the host's where it is about the host.</param>
/// <param name="Code">A stable code: a reason's, a finding's, a status's; empty where there is none.</param>
/// <param name="Words">For people: a sentence without its full stop, for a decision only its reason.</param>
/// <param name="Decision">What was decided; null where something was seen.</param>
internal sealed record StoryEntry(
    DateTimeOffset At,
    Guid? Instance,
    string Name,
    StoryKind Kind,
    string Code,
    string Words,
    DecisionKind? Decision = null
);
