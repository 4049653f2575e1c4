using System.Collections.Concurrent;
using Masakari.Introspective.Notifications.Book;
using Masakari.Introspective.Notifications.Outbox;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Notifications;

/// <summary>
/// Delivers what Monitoring reports. Notifications of one instance go one after the other; instances side by side, at most
/// <see cref="MaxConcurrentAttempts"/> attempts at a time.
/// </summary>
internal sealed partial class DeliveryService : INotifier, IDisposable
{
    public const int MaxConcurrentAttempts = 4;

    /// <summary>How long the watch waits for a report to be on disk; with a disk that is known to be slow, not at all.</summary>
    public static readonly TimeSpan DiskPatience = TimeSpan.FromMilliseconds(200);

    // After the grace is over, cancelled requests get this long to unwind.
    private static readonly TimeSpan Unwinding = TimeSpan.FromSeconds(2);

    private readonly DiskOutbox _outbox;
    private readonly FaultDelivery _delivery;
    private readonly InformationQueue _information;
    private readonly TimeProvider _time;
    private readonly ILogger<DeliveryService> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly CancellationToken _stopped;
    private readonly CancellationToken _aborted;
    private readonly SemaphoreSlim _slots = new(MaxConcurrentAttempts);
    private readonly BlockingCollection<Handover> _reports = [];
    private readonly ConcurrentQueue<Notification> _unwritten = new();
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Queue<OutboxEntry>> _lanes = [];
    private readonly Dictionary<Guid, Task> _running = [];
    private readonly TimeSpan _diskPatience;
    private bool _started;
    private volatile bool _isDiskStalled;

    public DeliveryService(
        NotificationSettings settings,
        DiskOutbox outbox,
        INotificationSink sink,
        IFaultReader reader,
        TimeProvider time,
        ILogger<DeliveryService> logger,
        Func<double>? jitter = null,
        TimeSpan? diskPatience = null,
        DeliveredFile? delivered = null
    )
    {
        Book = new DeliveryBook(time, delivered);
        (_stopped, _aborted) = (_stopping.Token, _aborting.Token);
        _outbox = outbox;
        _diskPatience = diskPatience ?? DiskPatience;
        _time = time;
        _logger = logger;
        var attempts = new AttemptLog(logger);
        _delivery = new FaultDelivery(
            new DeliveryPace(settings),
            outbox,
            sink,
            new TruthReader(reader, time),
            time,
            attempts,
            Book,
            _slots,
            jitter ?? Random.Shared.NextDouble
        );
        _information = new InformationQueue(settings, sink, time, attempts);
        new Thread(Write) { IsBackground = true, Name = "outbox" }.Start();
    }

    public IReadOnlyList<Notification> Pending
    {
        get
        {
            // In this order: what is just being written may be seen twice, but never not at all.
            var unwritten = _unwritten.ToArray();
            return [.. _outbox.Entries.Select(e => e.Notification).Concat(unwritten).Distinct()];
        }
    }

    /// <summary>How far each report is, and the latest that were delivered.</summary>
    public DeliveryBook Book { get; }

    /// <summary>Hears of each fault that was stored, with the service's id of the record. Must return at once.</summary>
    public Action<Notification, string>? Stored
    {
        set => _delivery.Stored = value;
    }

    /// <summary>Whether what waits is on disk.</summary>
    public bool IsDurable => _outbox.IsDurable;

    /// <summary>Begins with what an earlier run left. Reports made before are kept until then.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (_started)
            {
                return;
            }

            _started = true;
            Book.Load();
            _outbox.OnFound = Adopt;
            Adopt(_outbox.Entries);
        }

        _information.Start(_stopped, _aborted);
    }

    public void Report(Notification notification)
    {
        var report = new Handover(notification);
        _unwritten.Enqueue(notification);
        _reports.Add(report, CancellationToken.None);
        _isDiskStalled = _isDiskStalled || !report.Written.Wait(_diskPatience);
    }

    public void Inform(Notification notification) => _information.Add(notification);

    /// <summary>Lets attempts in flight end within <paramref name="grace"/>; the rest stays on disk.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        _outbox.OnFound = null;
        _reports.CompleteAdding();
        await _stopping.CancelAsync();
        Task[] running;
        lock (_lock)
        {
            _started = false;
            running = [.. _running.Values, _information.StopAsync(), _written.Task];
        }

        var all = Task.WhenAll(running);
        try
        {
            await all.WaitAsync(grace, _time);
        }
        catch (TimeoutException)
        {
            await _aborting.CancelAsync();
            await Task.WhenAny(all, Task.Delay(Unwinding, _time));
        }

        if (_outbox.Entries.Count is > 0 and var left)
        {
            LogLeft(left);
        }
    }

    /// <summary>Cancels whatever still runs; lanes end by themselves.</summary>
    public void Dispose()
    {
        _reports.CompleteAdding();
        _stopping.Cancel();
        _aborting.Cancel();
        _stopping.Dispose();
        _aborting.Dispose();
    }

    /// <summary>A disk may stall for minutes, at the very moment when guests fail for it: only this thread waits that long.</summary>
    private void Write()
    {
        foreach (var report in _reports.GetConsumingEnumerable())
        {
            try
            {
                Write(report);
            }
#pragma warning disable CA1031 // A defect must not end the writing of the other reports.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogDefect(e, report.Notification.InstanceUuid);
            }
        }

        _written.SetResult();
    }

    private void Write(Handover report)
    {
        var entry = _outbox.Add(report.Notification);
        _unwritten.TryDequeue(out _);
        _isDiskStalled = !_unwritten.IsEmpty;
        report.Written.Set();
        lock (_lock)
        {
            // Otherwise Start finds it in the outbox, or the next run of the daemon does.
            if (_started)
            {
                Enqueue(entry);
            }
        }
    }

    private void Adopt(IReadOnlyList<OutboxEntry> entries)
    {
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                Enqueue(entry);
            }
        }
    }

    private void Enqueue(OutboxEntry entry)
    {
        var instance = entry.Notification.InstanceUuid;
        if (_lanes.TryGetValue(instance, out var lane))
        {
            lane.Enqueue(entry);
            return;
        }

        _lanes[instance] = new Queue<OutboxEntry>([entry]);
        _running[instance] = Task.Run(() => RunLaneAsync(instance));
    }

    private async Task RunLaneAsync(Guid instance)
    {
        while (TryPeek(instance, out var entry))
        {
            try
            {
                await _delivery.DeliverAsync(entry, _stopped, _aborted);
            }
            catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A defect must not end the delivery of the other notifications.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogDefect(e, instance);
                if (!await PauseAfterDefectAsync())
                {
                    return;
                }

                continue;
            }

            lock (_lock)
            {
                _lanes[instance].Dequeue();
            }
        }
    }

    private async Task<bool> PauseAfterDefectAsync()
    {
        try
        {
            await Task.Delay(DeliveryPace.UnknownCeiling, _time, _stopped);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private bool TryPeek(Guid instance, out OutboxEntry entry)
    {
        lock (_lock)
        {
            if (!_stopped.IsCancellationRequested && _lanes[instance].TryPeek(out entry!))
            {
                return true;
            }

            _lanes.Remove(instance);
            _running.Remove(instance);
            entry = null!;
            return false;
        }
    }

    private sealed class Handover(Notification notification)
    {
        public Notification Notification { get; } = notification;

        public ManualResetEventSlim Written { get; } = new();
    }
}
