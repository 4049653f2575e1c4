using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Masakari.Introspective.Monitoring.Story;

/// <summary>Somebody who reads on while the story goes on. Who reads too slowly misses entries and is told how many.</summary>
internal sealed class StoryFollower
{
    /// <summary>Entries that may wait to be read; then the oldest is dropped.</summary>
    public const int MostWaiting = 500;

    private readonly Channel<StoryEntry> _waiting;
    private readonly Guid? _instance;
    private int _dropped;

    /// <param name="instance">The only instance that is read about; null for all, and the host.</param>
    public StoryFollower(Guid? instance)
    {
        _instance = instance;
        _waiting = Channel.CreateBounded<StoryEntry>(
            new BoundedChannelOptions(MostWaiting)
            {
                SingleReader = true,
                FullMode = BoundedChannelFullMode.DropOldest,
            },
            _ => Interlocked.Increment(ref _dropped)
        );
    }

    /// <summary>Hands over an entry; returns at once.</summary>
    public void Offer(StoryEntry entry)
    {
        if (_instance is null || entry.Instance == _instance)
        {
            _waiting.Writer.TryWrite(entry);
        }
    }

    /// <summary>Nothing comes any more.</summary>
    public void End() => _waiting.Writer.TryComplete();

    /// <returns>False once nothing comes any more.</returns>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) =>
        _waiting.Reader.WaitToReadAsync(cancellationToken);

    public bool TryRead([NotNullWhen(true)] out StoryEntry? entry) => _waiting.Reader.TryRead(out entry);

    /// <summary>How many were dropped since this was last asked.</summary>
    public int TakeDropped() => Interlocked.Exchange(ref _dropped, 0);
}
