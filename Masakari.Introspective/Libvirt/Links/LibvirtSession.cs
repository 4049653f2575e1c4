using System.Threading.Channels;

namespace Masakari.Introspective.Libvirt;

/// <summary>One connection's life as the events tell it: connected, then domain events, then disconnected.</summary>
internal sealed class LibvirtSession(ILibvirtLink link, ChannelWriter<LibvirtEvent> events, TimeProvider time)
    : ILinkSink,
        IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _lost = new();
    private List<DomainEvent>? _held = [];
    private bool _ended;
    private string? _lostReason;

    public ILibvirtLink Link { get; } = link;

    /// <summary>Cancelled when the connection is gone.</summary>
    public CancellationToken Lost => _lost.Token;

    public string LostReason => Volatile.Read(ref _lostReason) ?? "the connection was closed";

    public void OnEvent(Guid domain, string name, DomainEventId id, int type, int detail)
    {
        var told = new DomainEvent(time.GetUtcNow(), domain, name, id, type, detail);
        lock (_lock)
        {
            if (_held is not null)
            {
                _held.Add(told);
            }
            else if (!_ended)
            {
                events.TryWrite(told);
            }
        }
    }

    public void OnClosed(int reason) =>
        Fail(
            reason switch
            {
                1 => "the libvirt daemon closed the connection",
                2 => "the libvirt daemon does not answer keepalive messages",
                3 => "the connection was closed from this side",
                _ => "the connection broke",
            }
        );

    /// <summary>
    /// Tells that the connection is up, and then the events that came since it was subscribed: one that the list shows
    /// already may be told again, but none that the list missed is told before it.
    /// </summary>
    public void Begin(IReadOnlyList<DomainSnapshot> domains)
    {
        lock (_lock)
        {
            events.TryWrite(new ConnectedEvent(time.GetUtcNow(), domains));
            _held?.ForEach(x => events.TryWrite(x));
            _held = null;
        }
    }

    /// <summary>Marks the connection as gone; the first reason counts.</summary>
    public void Fail(string reason)
    {
        // Waiting calls end on other threads: this may be libvirt's event thread.
        if (Interlocked.CompareExchange(ref _lostReason, reason, null) is null)
        {
            _ = _lost.CancelAsync();
        }
    }

    /// <summary>Tells that the connection is gone, and nothing after that.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            events.TryWrite(new DisconnectedEvent(time.GetUtcNow(), LostReason));
        }
    }

    public void Dispose() => Link.Dispose();
}
