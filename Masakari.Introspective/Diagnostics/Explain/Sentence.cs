using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Story;

namespace Masakari.Introspective.Diagnostics.Explain;

/// <summary>An entry of the story as a sentence for a person in a hurry. Pure.</summary>
internal static class Sentence
{
    public static string Of(StoryEntry entry) => Of(entry.Decision, entry.Code, entry.Words);

    /// <param name="decision">What was decided; null where something was seen.</param>
    public static string Of(DecisionKind? decision, string code, string words) =>
        decision switch
        {
            null => End(words),
            DecisionKind.Reported => End($"Failed [{code}]: {words}") + " It is reported to masakari-api.",
            DecisionKind.Held => End($"Held back [{code}]: {words}"),
            DecisionKind.HoldEnded => End($"No longer held back [{code}]: {words}"),
            DecisionKind.Refused => End($"Not reported [{code}]: {words}"),
            DecisionKind.WouldReport => End($"Would have been reported [{code}]: {words}"),
            DecisionKind.SameIncident => End($"Part of the incident that is open already [{code}]: {words}"),
            DecisionKind.Recovered => End($"Well again: {words}"),
            DecisionKind.Fenced => End($"Destroyed by this monitor [{code}]: {words}"),
            DecisionKind.Withdrawn => End($"Withdrawn [{code}]: {words}"),
            DecisionKind.Outcome => End($"What became of the report [{code}]: {words}"),
            _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, null),
        };

    private static string End(string words) => words.EndsWith('.') ? words : words + ".";
}
