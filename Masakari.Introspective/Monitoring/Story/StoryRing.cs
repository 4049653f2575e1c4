using Masakari.Introspective.Monitoring.GuestHeartbeat;

namespace Masakari.Introspective.Monitoring.Story;

/// <summary>The latest entries about one instance, or about the host itself; older ones make room.</summary>
internal sealed class StoryRing
{
    private readonly Chatter _chatter = new(burst: 40, perSecond: 0.5);
    private Queue<StoryEntry> _entries = new();

    public IReadOnlyList<StoryEntry> Entries => [.. _entries];

    /// <summary>The latest; null where there is none.</summary>
    public StoryEntry? Last { get; private set; }

    /// <summary>Whether what a guest did is still worth an entry: it may do it as fast as it likes.</summary>
    public bool Allows(TimeSpan now) => _chatter.Allows(now);

    public void Add(StoryEntry entry, int limit)
    {
        _entries.Enqueue(entry);
        Last = entry;
        while (_entries.Count > limit)
        {
            _entries.Dequeue();
        }
    }

    /// <summary>Puts entries of an earlier life before those of this one.</summary>
    public void TakeUp(IEnumerable<StoryEntry> earlier, int limit)
    {
        _entries = new Queue<StoryEntry>(earlier.Concat(_entries).TakeLast(limit));
        Last = _entries.LastOrDefault();
    }
}
