using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Monitoring.Story;

/// <summary>
/// The latest of what was seen and decided: per instance, about the host itself, and of all together. Bounded by count and
/// by age; touched only from the <see cref="Mailbox"/>.
/// </summary>
internal sealed class StoryBook(TimeProvider time)
{
    /// <summary>Entries kept of all instances together, for whoever reads the host's story.</summary>
    public const int KeptOfHost = 1000;

    /// <summary>Entries kept for one instance.</summary>
    public const int KeptPerInstance = 100;

    /// <summary>Entries kept in all: more instances than a thousand share them evenly.</summary>
    public const int KeptInAll = 100_000;

    /// <summary>The least that is kept for one instance, however many there are.</summary>
    public const int LeastPerInstance = 10;

    /// <summary>Instances of which nothing was seen or decided for this long are forgotten; so are those that left the host.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private static readonly TimeSpan BetweenPrunings = TimeSpan.FromHours(1);

    private readonly Dictionary<Guid, StoryRing> _instances = [];
    private readonly StoryRing _ofHost = new();
    private readonly StoryRing _latest = new();
    private TimeSpan _prunedAt = time.Monotonic();

    /// <summary>Hears of each entry as it is made; must return at once.</summary>
    public Action<StoryEntry>? Added { get; set; }

    /// <summary>The latest of all, oldest first.</summary>
    public IReadOnlyList<StoryEntry> Latest => _latest.Entries;

    /// <summary>What is about the host and not about one instance, oldest first.</summary>
    public IReadOnlyList<StoryEntry> OfHost => _ofHost.Entries;

    /// <summary>The instances with a story, those that left the host among them, by the name they last had.</summary>
    public IEnumerable<(Guid Instance, string Name)> Instances =>
        _instances.Where(one => one.Value.Last is not null).Select(one => (one.Key, one.Value.Last!.Name));

    /// <summary>What is about one instance, oldest first.</summary>
    public IReadOnlyList<StoryEntry> Of(Guid instance) =>
        _instances.TryGetValue(instance, out var ring) ? ring.Entries : [];

    /// <summary>The name under which an instance was last known; null where it has no story.</summary>
    public string? NameOf(Guid instance) => _instances.GetValueOrDefault(instance)?.Last?.Name;

    /// <summary>Writes something down.</summary>
    /// <param name="isGuests">A guest can cause it as often as it likes: then it is left out.</param>
    /// <param name="isQuiet">Only for the instance's own story: nobody who follows the host needs it.</param>
    public void Add(StoryEntry entry, bool isGuests = false, bool isQuiet = false)
    {
        var ring = RingOf(entry.Instance);
        if (isGuests && !ring.Allows(time.Monotonic()))
        {
            return;
        }

        ring.Add(entry, entry.Instance is null ? KeptPerInstance : LimitFor(_instances.Count));
        if (!isQuiet)
        {
            _latest.Add(entry, KeptOfHost);
            Added?.Invoke(entry);
        }
    }

    /// <summary>Takes up what an earlier life wrote down.</summary>
    /// <param name="earlier">Oldest first.</param>
    public void TakeUp(IReadOnlyList<StoryEntry> earlier)
    {
        var young = earlier.Where(entry => entry.At > time.GetUtcNow() - KeptFor).ToList();
        _latest.TakeUp(young, KeptOfHost);
        foreach (var about in young.GroupBy(entry => entry.Instance ?? Guid.Empty))
        {
            RingOf(about.First().Instance)
                .TakeUp(about, about.Key == Guid.Empty ? KeptPerInstance : LimitFor(_instances.Count));
        }
    }

    /// <summary>Forgets what is too old; called often, does it once an hour.</summary>
    public void Tick()
    {
        var now = time.Monotonic();
        if (now - _prunedAt < BetweenPrunings)
        {
            return;
        }

        _prunedAt = now;
        var oldest = time.GetUtcNow() - KeptFor;
        foreach (var (instance, ring) in _instances)
        {
            if (ring.Last is not { } last || last.At < oldest)
            {
                _instances.Remove(instance);
            }
        }
    }

    /// <summary>Entries kept for each of so many instances.</summary>
    public static int LimitFor(int instances) =>
        Math.Clamp(KeptInAll / Math.Max(1, instances), LeastPerInstance, KeptPerInstance);

    private StoryRing RingOf(Guid? about)
    {
        if (about is not { } instance)
        {
            return _ofHost;
        }

        if (!_instances.TryGetValue(instance, out var ring))
        {
            _instances[instance] = ring = new StoryRing();
        }

        return ring;
    }
}
