using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Monitoring.Story;

/// <summary>Writes down what led to decisions, and the decisions: nothing for a guest that simply answers.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed partial class StoryDesk
{
    /// <summary>Followers at a time; each is one open connection.</summary>
    public const int MostFollowers = 16;

    private const int MostName = 100;
    private const int MostWords = 1000;

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);

    private readonly InstanceTable _instances;
    private readonly string _host;
    private readonly StoryWriter _writer;
    private readonly Mailbox _mailbox;
    private readonly TimeProvider _time;
    private readonly List<StoryFollower> _followers = [];

    public StoryDesk(InstanceTable instances, string host, StoryWriter writer, Mailbox mailbox, TimeProvider time)
    {
        (_instances, _host, _writer, _mailbox, _time) = (instances, host, writer, mailbox, time);
        Book = new StoryBook(time) { Added = Publish };
    }

    public StoryBook Book { get; }

    /// <summary>Reads what an earlier life left and writes what comes, until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        OfHost(StoryKind.MonitorStarted, "", "The monitor began to watch this host");
        return _writer.RunAsync(earlier => _mailbox.Post(() => Book.TakeUp(earlier)), cancellationToken);
    }

    /// <summary>After the watch: ends whoever follows, and writes what is left.</summary>
    public Task EndAsync()
    {
        _followers.ForEach(follower => follower.End());
        _followers.Clear();
        return _writer.EndAsync(EndPatience);
    }

    /// <returns>Null where there are <see cref="MostFollowers"/> already.</returns>
    public StoryFollower? Follow(Guid? instance)
    {
        if (_followers.Count >= MostFollowers)
        {
            return null;
        }

        var follower = new StoryFollower(instance);
        _followers.Add(follower);
        return follower;
    }

    public void Leave(StoryFollower follower) => _followers.Remove(follower);

    private void Publish(StoryEntry entry)
    {
        _writer.Add(entry);
        foreach (var follower in _followers)
        {
            follower.Offer(entry);
        }
    }

    private void Of(
        InstanceMonitor instance,
        StoryKind kind,
        string code,
        string words,
        bool isGuests = false,
        bool isQuiet = false
    ) => See(instance.Uuid, instance.DisplayName, kind, code, words, isGuests, isQuiet);

    private void See(
        Guid instance,
        string name,
        StoryKind kind,
        string code,
        string words,
        bool isGuests = false,
        bool isQuiet = false
    ) =>
        Book.Add(
            new StoryEntry(
                _time.GetUtcNow(),
                instance,
                NameOf(instance, name),
                kind,
                code,
                WireText.Clean(words, MostWords)
            ),
            isGuests,
            isQuiet
        );

    private string NameOf(Guid instance, string otherwise)
    {
        var name = _instances.Find(instance)?.DisplayName ?? (otherwise.Length > 0 ? otherwise : instance.ToString());
        return WireText.Clean(name, MostName);
    }
}
