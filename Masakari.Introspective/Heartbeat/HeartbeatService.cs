using System.Security.Cryptography;
using Masakari.Introspective.Channels;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Heartbeat;

/// <summary>Runs the sessions of all guests: one timer, one lock, no guest waits for another.</summary>
/// <remarks>
/// Any thread may call it. Findings are handed to <c>deliver</c> in their order, under the lock: it must only pass them on.
/// </remarks>
internal sealed class HeartbeatService : IGroupListener, IDisposable
{
    private readonly Lock _lock = new();
    private readonly HeartbeatOptions _options;
    private readonly Action<HeartbeatKey, HeartbeatFinding> _deliver;
    private readonly TimeProvider _time;
    private readonly Func<long> _random;
    private readonly Dictionary<HeartbeatKey, Entry> _entries = [];
    private readonly Dictionary<Guid, List<Entry>> _byInstance = [];
    private readonly PriorityQueue<(Entry Entry, TimeSpan At), TimeSpan> _due = new();
    private readonly ITimer _timer;
    private TimeSpan? _wakeAt;
    private bool _isDisposed;

    /// <param name="random">Numbers of 0..2^31-1; a cryptographic source unless a test needs to know them.</param>
    public HeartbeatService(
        HeartbeatOptions options,
        Action<HeartbeatKey, HeartbeatFinding> deliver,
        TimeProvider time,
        Func<long>? random = null
    )
    {
        _options = options;
        _deliver = deliver;
        _time = time;
        _random = random ?? (() => RandomNumberGenerator.GetInt32(int.MaxValue));
        _timer = time.CreateTimer(_ => Run(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins a session, or keeps the one there is.</summary>
    /// <param name="session">Prepares a new session before anything else reaches it.</param>
    /// <returns>Whether it is new.</returns>
    public bool Watch(HeartbeatKey key, Action<HeartbeatSession> session)
    {
        lock (_lock)
        {
            if (_entries.ContainsKey(key))
            {
                return false;
            }

            var entry = new Entry(key, new HeartbeatSession(_options, _random));
            session(entry.Session);
            _entries.Add(key, entry);
            if (!_byInstance.TryGetValue(key.Instance, out var entries))
            {
                _byInstance.Add(key.Instance, entries = []);
            }

            entries.Add(entry);
            Reschedule(entry);
            return true;
        }
    }

    /// <summary>Ends a session; its findings so far are void.</summary>
    public void Unwatch(HeartbeatKey key)
    {
        lock (_lock)
        {
            if (_entries.Remove(key, out var entry) && _byInstance.TryGetValue(key.Instance, out var entries))
            {
                entry.IsRemoved = true;
                entries.Remove(entry);
                if (entries.Count == 0)
                {
                    _byInstance.Remove(key.Instance);
                }
            }
        }
    }

    /// <summary>Something happened to the instance's domain: every session of it hears of it.</summary>
    public void Tell(Guid instance, Func<HeartbeatSession, TimeSpan, HeartbeatStep> change)
    {
        lock (_lock)
        {
            if (_byInstance.TryGetValue(instance, out var entries))
            {
                foreach (var entry in entries.ToArray())
                {
                    Apply(entry, change(entry.Session, _time.Monotonic()));
                }
            }
        }
    }

    /// <summary>Whether the instance is expected to register.</summary>
    public void Expect(Guid instance, bool isExpected)
    {
        lock (_lock)
        {
            foreach (var entry in _byInstance.GetValueOrDefault(instance) ?? [])
            {
                entry.Session.Expect(isExpected, _time.Monotonic());
                Reschedule(entry);
            }
        }
    }

    /// <summary>The last loss or ill health was not taken up.</summary>
    public void Excuse(HeartbeatKey key)
    {
        lock (_lock)
        {
            _entries.GetValueOrDefault(key)?.Session.Excuse();
        }
    }

    /// <summary>The last loss or ill health is held back: it is found again while it lasts, and its end is told.</summary>
    public void HoldFailure(HeartbeatKey key)
    {
        lock (_lock)
        {
            _entries.GetValueOrDefault(key)?.Session.HoldFailure();
        }
    }

    /// <summary>The session as it is now; null where there is none.</summary>
    public HeartbeatView? Look(HeartbeatKey key)
    {
        lock (_lock)
        {
            return _entries.GetValueOrDefault(key)?.Session.View;
        }
    }

    /// <summary>All sessions of an instance as they are now.</summary>
    public IReadOnlyList<(string Port, HeartbeatView View)> Look(Guid instance)
    {
        lock (_lock)
        {
            return [.. (_byInstance.GetValueOrDefault(instance) ?? []).Select(x => (x.Key.Port, x.Session.View))];
        }
    }

    public void Opened(IGuestLink link)
    {
        lock (_lock)
        {
            if (Find(link) is { } entry)
            {
                entry.Link = link;
                Apply(entry, entry.Session.Opened(_time.Monotonic()));
            }
        }
    }

    public void Received(IGuestLink link, ReadOnlyMemory<byte> message)
    {
        // Outside the lock: what a guest sends takes time to read.
        var reading = HeartbeatReader.Read(message.Span);
        lock (_lock)
        {
            if (Find(link) is { } entry && ReferenceEquals(entry.Link, link))
            {
                Apply(entry, entry.Session.Received(reading, _time.Monotonic()));
            }
        }
    }

    public void Closed(IGuestLink link, string why)
    {
        lock (_lock)
        {
            if (Find(link) is { } entry && ReferenceEquals(entry.Link, link))
            {
                entry.Link = null;
                Apply(entry, entry.Session.Closed());
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer.Dispose();
        }
    }

    private Entry? Find(IGuestLink link) =>
        _isDisposed ? null : _entries.GetValueOrDefault(new HeartbeatKey(link.Instance, link.Port));

    private void Run()
    {
        lock (_lock)
        {
            _wakeAt = null;
            while (!_isDisposed && _due.TryPeek(out var item, out var at) && at <= _time.Monotonic())
            {
                _due.Dequeue();
                if (!item.Entry.IsRemoved && item.Entry.QueuedAt == item.At)
                {
                    item.Entry.QueuedAt = null;
                    Apply(item.Entry, item.Entry.Session.Due(_time.Monotonic(), item.Entry.Link?.IsServed ?? true));
                }
            }

            Wake();
        }
    }

    private void Apply(Entry entry, HeartbeatStep step)
    {
        Reschedule(entry);
        foreach (var message in step.Send)
        {
            // A guest that does not read lets the queue fill up: its silence is counted all the same.
            entry.Link?.TrySend(HeartbeatWriter.Write(message));
        }

        foreach (var finding in step.Findings)
        {
            _deliver(entry.Key, finding);
        }
    }

    private void Reschedule(Entry entry)
    {
        // A due time that moved away is looked at too early and queued again then: one place in the queue for each guest.
        if (entry.Session.DueAt is { } due && (entry.QueuedAt is null || due < entry.QueuedAt))
        {
            entry.QueuedAt = due;
            _due.Enqueue((entry, due), due);
            Wake();
        }
    }

    private void Wake()
    {
        if (_isDisposed || !_due.TryPeek(out _, out var at) || _wakeAt <= at)
        {
            return;
        }

        // Rounded up: a timer cuts fractions of a millisecond off, and would find nothing due yet.
        var wait = Math.Max(1, Math.Ceiling((at - _time.Monotonic()).TotalMilliseconds));
        _wakeAt = at;
        _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }

    private sealed class Entry(HeartbeatKey key, HeartbeatSession session)
    {
        public HeartbeatKey Key { get; } = key;

        public HeartbeatSession Session { get; } = session;

        public IGuestLink? Link { get; set; }

        /// <summary>Its place in the queue; anything else there is void.</summary>
        public TimeSpan? QueuedAt { get; set; }

        public bool IsRemoved { get; set; }
    }
}
