using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Notifications.Outbox;

/// <summary>
/// What waits to be delivered, in memory and on disk. A disk that refuses makes it memory only, with one error; as soon as
/// the disk lets it, everything that waits is on disk again. No method throws because of the disk.
/// </summary>
internal sealed partial class DiskOutbox : IDisposable
{
    private static readonly TimeSpan DiskRecheck = TimeSpan.FromSeconds(10);

    private readonly OutboxFolder _folder;
    private readonly TimeProvider _time;
    private readonly ILogger<DiskOutbox> _logger;
    private readonly ITimer _recheck;
    private readonly OutboxId _ids = new();
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, OutboxEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>What the disk does not have yet, oldest first.</summary>
    private readonly SortedDictionary<string, Action> _owed = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Action> _announcements = new();
    private volatile IReadOnlyList<OutboxEntry> _present = [];
    private bool _loaded;
    private bool _disposed;

    public DiskOutbox(string path, TimeProvider time, ILogger<DiskOutbox> logger)
    {
        _folder = new OutboxFolder(path);
        _time = time;
        _logger = logger;
        _recheck = time.CreateTimer(_ => Recheck(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        IsDurable = true;
        lock (_lock)
        {
            PayDebts();
        }

        Announce();
    }

    /// <summary>Whether everything that waits is on disk.</summary>
    public bool IsDurable { get; private set; }

    /// <summary>Raised when <see cref="IsDurable"/> changed.</summary>
    public event EventHandler? DurabilityChanged;

    /// <summary>Called with the entries of an earlier run when the folder could be read only later.</summary>
    public Action<IReadOnlyList<OutboxEntry>>? OnFound { get; set; }

    /// <summary>Oldest first; read without waiting for a disk that is being written.</summary>
    public IReadOnlyList<OutboxEntry> Entries => _present;

    /// <summary>The entry as it is now; null once it was removed.</summary>
    public OutboxEntry? Find(string id)
    {
        lock (_lock)
        {
            return _entries.GetValueOrDefault(id);
        }
    }

    /// <summary>On disk when this returns, if <see cref="IsDurable"/>.</summary>
    public OutboxEntry Add(Notification notification)
    {
        OutboxEntry entry;
        lock (_lock)
        {
            entry = new OutboxEntry(_ids.Next(_time.GetUtcNow()), notification);
            _entries[entry.Id] = entry;
            Show();
            Persist(entry.Id, () => _folder.Write(entry.Id, entry.Notification));
        }

        Announce();
        return entry;
    }

    /// <summary>Replaces the notification of an entry, in its place.</summary>
    public OutboxEntry Replace(OutboxEntry entry, Notification notification)
    {
        var changed = entry with { Notification = notification };
        lock (_lock)
        {
            _entries[entry.Id] = changed;
            Show();
            Persist(entry.Id, () => _folder.Write(changed.Id, changed.Notification));
        }

        Announce();
        return changed;
    }

    public void Remove(OutboxEntry entry)
    {
        lock (_lock)
        {
            _entries.Remove(entry.Id);
            Show();
            Persist(entry.Id, () => _folder.Delete(entry.Id));
        }

        Announce();
    }

    /// <summary>Takes an entry out of the queue and keeps it for inspection.</summary>
    public void SetAside(OutboxEntry entry, string why)
    {
        lock (_lock)
        {
            _entries.Remove(entry.Id);
            Show();
            Persist(entry.Id, () => _folder.SetAside(entry.Id, entry.Notification, why));
        }

        Announce();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        _recheck.Dispose();
    }

    private void Show() => _present = [.. _entries.Values];

    private void Persist(string id, Action write)
    {
        // A later debt of the same entry replaces the earlier one: only the last state matters.
        _owed[id] = write;
        PayDebts();
    }

    private void Recheck()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                PayDebts();
            }
        }

        Announce();
    }

    private void PayDebts()
    {
        try
        {
            if (!IsDurable || !_loaded)
            {
                _folder.Prepare();
            }

            Load();
            while (_owed.Count > 0)
            {
                var (id, write) = _owed.First();
                write();
                _owed.Remove(id);
            }

            SetDurable(true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (IsDurable)
            {
                LogNotDurable(_folder.Path, e.Message);
            }

            SetDurable(false);
            OweEverything();
        }
    }

    /// <summary>What a disk that failed once still has is not known: all that waits is written again.</summary>
    private void OweEverything()
    {
        foreach (var entry in _entries.Values)
        {
            _owed[entry.Id] = () => _folder.Write(entry.Id, entry.Notification);
        }
    }

    private void Load()
    {
        if (_loaded)
        {
            return;
        }

        var found = new List<OutboxEntry>();
        foreach (var id in _folder.List())
        {
            _ids.TryContinueAfter(id);
            if (ReadOrSetAside(id) is { } entry)
            {
                found.Add(entry);
            }
        }

        foreach (var entry in found)
        {
            _entries.TryAdd(entry.Id, entry);
        }

        _loaded = true;
        Show();
        if (found.Count > 0)
        {
            LogFound(found.Count, _folder.Path);
            _announcements.Enqueue(() => OnFound?.Invoke(found));
        }
    }

    private OutboxEntry? ReadOrSetAside(string id)
    {
        try
        {
            return new OutboxEntry(id, _folder.Read(id));
        }
        catch (JsonException e)
        {
            LogDamaged(_folder.SetAsideDamaged(id), e.Message);
            return null;
        }
    }

    private void SetDurable(bool value)
    {
        if (!value)
        {
            _recheck.Change(DiskRecheck, Timeout.InfiniteTimeSpan);
        }

        if (value == IsDurable)
        {
            return;
        }

        IsDurable = value;
        if (value)
        {
            LogDurableAgain(_folder.Path, _entries.Count);
        }

        _announcements.Enqueue(() => DurabilityChanged?.Invoke(this, EventArgs.Empty));
    }

    /// <summary>Outside of the lock: listeners have locks of their own. A listener's mistake is not the outbox's.</summary>
    private void Announce()
    {
        while (_announcements.TryDequeue(out var announce))
        {
            try
            {
                announce();
            }
#pragma warning disable CA1031 // Whatever a listener throws.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogListenerFailed(e);
            }
        }
    }
}
