using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Diagnostics.Control;
using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Monitoring.Story;

namespace Masakari.Introspective.Diagnostics.Explain;

/// <summary>Tells the story of an instance, of one that left this host as well.</summary>
/// <remarks>To be used only in the watch's turn.</remarks>
internal sealed class Storyteller(MonitorSight sight, Clockwork clock)
{
    private StoryBook Book => sight.Parts.Story.Book;

    /// <param name="at">Tells how things stood then, and the story up to there with what came next; null for all of it.</param>
    /// <exception cref="ControlRefusal">No such instance is known, or several are.</exception>
    public ExplainView Explain(string id, DateTimeOffset? at)
    {
        var uuid = Find(id);
        var now = sight.Around.Instances.Find(uuid) is { } here ? new InstanceLooker(sight, clock).Summary(here) : null;
        var known = StoryOf(uuid);
        var moment = at is { } asked ? Moment.Of(known, asked) : null;
        var story = SinceItsBeginning(known);
        return new ExplainView(
            uuid,
            now?.Name ?? story.LastOrDefault(entry => entry.Instance == uuid)?.Name ?? uuid.ToString(),
            now is null ? null : ReasonCode.Of(now.Status),
            now?.Since,
            now?.Code,
            now is null ? null : now.Why ?? NotYet(now),
            moment,
            [.. story.Where(entry => at is null || entry.At <= at).Select(EventView.Of)]
        );
    }

    /// <summary>The latest of all, or of one instance; oldest first.</summary>
    public IReadOnlyList<EventView> Latest(Guid? instance) =>
        [.. (instance is { } one ? Book.Of(one) : Book.Latest).Select(EventView.Of)];

    /// <exception cref="ControlRefusal">No such instance is known, or several are.</exception>
    public Guid Find(string id)
    {
        try
        {
            return InstanceFinder.Find(sight.Around.Instances, id).Uuid;
        }
        catch (ControlRefusal) when (FindGone(id) is not null)
        {
            return FindGone(id)!.Value;
        }
    }

    /// <summary>One that left this host, where nothing else fits.</summary>
    private Guid? FindGone(string id)
    {
        var fitting = Book
            .Instances.Where(known =>
                known.Name == id || known.Instance.ToString().StartsWith(id, StringComparison.OrdinalIgnoreCase)
            )
            .Take(2)
            .ToList();
        return fitting.Count == 1 && sight.Around.Instances.Find(fitting[0].Instance) is null
            ? fitting[0].Instance
            : null;
    }

    /// <summary>Its own and the host's, in order.</summary>
    private List<StoryEntry> StoryOf(Guid uuid) => [.. Book.OfHost.Concat(Book.Of(uuid)).OrderBy(entry => entry.At)];

    /// <summary>Of the host, only what came since the instance's own story begins.</summary>
    private List<StoryEntry> SinceItsBeginning(List<StoryEntry> known)
    {
        var beginning = known.Find(entry => entry.Instance is not null)?.At ?? clock.Now;
        return [.. known.Where(entry => entry.At >= beginning)];
    }

    /// <summary>Why a suspect is not reported; null where there is nothing to say.</summary>
    private static string? NotYet(InstanceView now) =>
        now is { Status: InstanceStatus.Suspect, Threshold: { } threshold, Misses: > 0 } && now.Misses < threshold
            ? $"{now.Misses} of the {threshold} unanswered questions in a row that make a failure"
            : null;
}
