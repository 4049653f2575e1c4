using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Monitoring.Story;

namespace Masakari.Introspective.Diagnostics.Explain;

/// <summary>One thing that was seen or decided.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Instance">About which instance; null for the host.</param>
/// <param name="Name">Its name then, or the host's.</param>
/// <param name="Kind"><c>seen</c>, <c>decided</c>, or <c>dropped</c> where a slow reader missed some.</param>
/// <param name="What">What was seen (<c>missed</c>, <c>domain</c> ...) or decided (<c>reported</c>, <c>held</c> ...).</param>
/// <param name="Code">A stable code: the reason's, the finding's, the status's; null where there is none.</param>
/// <param name="Sentence">For people.</param>
/// <param name="WhyNot">Of a decision: why it was not otherwise, and what ends it; null where there is nothing to say.</param>
/// <param name="Dropped">How many a slow reader missed; null unless some.</param>
internal sealed record EventView(
    DateTimeOffset At,
    Guid? Instance,
    string Name,
    string Kind,
    string What,
    string? Code,
    string Sentence,
    string? WhyNot,
    int? Dropped = null
)
{
    public const string DroppedKind = "dropped";

    public static EventView Of(StoryEntry entry)
    {
        var whyNot = entry.Decision is { } decision ? Explain.WhyNot.Of(decision, entry.Code) : "";
        return new EventView(
            entry.At,
            entry.Instance,
            entry.Name,
            entry.Decision is null ? "seen" : "decided",
            entry.Decision is { } kind ? ReasonCode.Of(kind) : ReasonCode.Of(entry.Kind),
            entry.Code.Length > 0 ? entry.Code : null,
            Explain.Sentence.Of(entry),
            whyNot.Length > 0 ? whyNot : null
        );
    }

    /// <summary>What a reader is told who was too slow.</summary>
    public static EventView OfDropped(int count, string host, DateTimeOffset now) =>
        new(
            now,
            null,
            host,
            DroppedKind,
            DroppedKind,
            null,
            $"{count} {(count == 1 ? "entry is" : "entries are")} missing here: they were not read fast enough.",
            null,
            count
        );
}
