using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Story;

namespace Masakari.Introspective.Diagnostics.Explain;

/// <summary>Reads from a story how things stood at one moment. Pure.</summary>
internal static class Moment
{
    /// <param name="story">Oldest first: the instance's own and the host's.</param>
    public static MomentView Of(IReadOnlyList<StoryEntry> story, DateTimeOffset at)
    {
        StoryEntry? status = null;
        StoryEntry? against = null;
        StoryEntry? reported = null;
        var holds = new Dictionary<Guid, StoryEntry>();
        var past = story.TakeWhile(entry => entry.At <= at).ToList();
        foreach (var entry in past)
        {
            switch (entry)
            {
                case { Kind: StoryKind.Status }:
                    status = entry;
                    break;
                case { Kind: StoryKind.HoldSet }:
                    holds[entry.Instance ?? Guid.Empty] = entry;
                    break;
                case { Kind: StoryKind.HoldReleased or StoryKind.HoldExpired }:
                    holds.Remove(entry.Instance ?? Guid.Empty);
                    break;
                case { Decision: DecisionKind.Held or DecisionKind.Refused or DecisionKind.WouldReport }:
                    against = entry;
                    break;
                case { Decision: DecisionKind.Reported }:
                    (reported, against) = (entry, null);
                    break;
                case { Decision: DecisionKind.Withdrawn }:
                    reported = null;
                    break;
                case { Kind: StoryKind.SetAside }:
                    (reported, against) = (null, entry);
                    break;
                case { Decision: DecisionKind.Recovered }:
                    (reported, against) = (null, null);
                    break;
            }
        }

        // What was held or reported ends with the status that shows it: a restart of the guest says no more than that.
        var isOver = status is { Code: "healthy" or "off" or "unarmed" or "unwatched" };
        return new MomentView(
            at,
            status?.Code,
            status?.At,
            isOver ? null : View(against),
            isOver ? null : View(reported),
            View(holds.Values.OrderByDescending(hold => hold.Instance is not null).FirstOrDefault()),
            View(past.LastOrDefault()),
            View(story.Skip(past.Count).FirstOrDefault())
        );
    }

    private static EventView? View(StoryEntry? entry) => entry is null ? null : EventView.Of(entry);
}
