using Masakari.Introspective.Notifications.Outcomes;

namespace Masakari.Introspective.Notifications.Book;

/// <summary>How far each report is, and the latest that were delivered: for whoever asks. From any thread.</summary>
/// <param name="file">Keeps the delivered ones over a restart; null for nowhere.</param>
internal sealed class DeliveryBook(TimeProvider time, DeliveredFile? file = null)
{
    /// <summary>Delivered reports that are kept.</summary>
    public const int KeptDelivered = 100;

    private readonly Lock _lock = new();
    private readonly Lock _writing = new();
    private readonly Dictionary<Notification, WaitingReport> _waiting = [];
    private readonly Queue<DeliveredReport> _delivered = new();

    /// <summary>The latest delivered, newest first.</summary>
    public IReadOnlyList<DeliveredReport> Delivered
    {
        get
        {
            lock (_lock)
            {
                return [.. _delivered.Reverse()];
            }
        }
    }

    /// <summary>Takes up what an earlier run delivered.</summary>
    public void Load()
    {
        var earlier = file?.Load() ?? [];
        lock (_lock)
        {
            foreach (var report in earlier.TakeLast(KeptDelivered - _delivered.Count))
            {
                _delivered.Enqueue(report);
            }
        }
    }

    /// <summary>How far a report is that waits.</summary>
    public WaitingReport Look(Notification notification)
    {
        lock (_lock)
        {
            return _waiting.GetValueOrDefault(notification)
                ?? new WaitingReport(notification, 0, null, null, "it is about to be sent");
        }
    }

    /// <summary>It was sent, and has to be sent again.</summary>
    public void Refused(Notification notification, string why, TimeSpan pause)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            var attempts = _waiting.GetValueOrDefault(notification)?.Attempts ?? 0;
            _waiting[notification] = new WaitingReport(notification, attempts + 1, now, now + pause, why);
        }
    }

    /// <summary>It was not sent: something holds it back, or it is not known whether it is still true.</summary>
    public void HeldBack(Notification notification, string why, TimeSpan pause)
    {
        lock (_lock)
        {
            var before = _waiting.GetValueOrDefault(notification);
            _waiting[notification] = new WaitingReport(
                notification,
                before?.Attempts ?? 0,
                before?.TriedAt,
                time.GetUtcNow() + pause,
                why
            );
        }
    }

    /// <summary>It is the same report under another time.</summary>
    public void Renewed(Notification before, Notification now)
    {
        lock (_lock)
        {
            if (_waiting.Remove(before, out var waiting))
            {
                _waiting[now] = waiting with { Notification = now };
            }
        }
    }

    /// <summary>It waits no more.</summary>
    public void Ended(Notification notification)
    {
        lock (_lock)
        {
            _waiting.Remove(notification);
        }
    }

    /// <summary>masakari-api took it.</summary>
    public void Stored(Notification notification, string? recordId)
    {
        lock (_lock)
        {
            _waiting.Remove(notification);
            _delivered.Enqueue(new DeliveredReport(notification, recordId, time.GetUtcNow()));
            while (_delivered.Count > KeptDelivered)
            {
                _delivered.Dequeue();
            }
        }

        Save();
    }

    /// <summary>It is known what became of one.</summary>
    public void Take(Outcome outcome)
    {
        lock (_lock)
        {
            for (var left = _delivered.Count; left > 0; left--)
            {
                var report = _delivered.Dequeue();
                _delivered.Enqueue(
                    report.RecordId == outcome.RecordId
                        ? report with
                        {
                            Outcome = outcome.Kind,
                            AfterS = outcome.After.TotalSeconds,
                        }
                        : report
                );
            }
        }

        Save();
    }

    /// <summary>A slow disk keeps the next writer waiting, and no reader.</summary>
    private void Save()
    {
        if (file is not null)
        {
            lock (_writing)
            {
                file.Save([.. Delivered.Reverse()]);
            }
        }
    }
}
