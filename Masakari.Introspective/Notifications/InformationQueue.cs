using System.Threading.Channels;

namespace Masakari.Introspective.Notifications;

/// <summary>
/// Notifications that masakari-engine does not act on: in memory, tried as upstream does, then dropped. They have senders
/// of their own and never stand in a reported fault's way.
/// </summary>
internal sealed class InformationQueue
{
    public const int Capacity = 1000;

    public const int Senders = 4;

    private static readonly TimeSpan DropLogInterval = TimeSpan.FromMinutes(1);

    private readonly NotificationSettings _settings;
    private readonly INotificationSink _sink;
    private readonly TimeProvider _time;
    private readonly AttemptLog _log;
    private readonly Channel<Notification> _queue;
    private readonly Lock _lock = new();
    private int _unfinished;
    private long _dropped;
    private long? _droppedLogged;
    private Task[] _senders = [];

    public InformationQueue(NotificationSettings settings, INotificationSink sink, TimeProvider time, AttemptLog log)
    {
        (_settings, _sink, _time, _log) = (settings, sink, time, log);
        _queue = Channel.CreateBounded<Notification>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest },
            _ => CountDropped()
        );
    }

    public void Add(Notification notification) => _queue.Writer.TryWrite(notification);

    public void Start(CancellationToken stopping, CancellationToken aborting) =>
        _senders = [.. Enumerable.Range(0, Senders).Select(_ => Task.Run(() => RunAsync(stopping, aborting)))];

    /// <summary>Takes no more; ends once the senders, told to stop, are done.</summary>
    public Task StopAsync()
    {
        _queue.Writer.TryComplete();
        return EndAsync();
    }

    private async Task EndAsync()
    {
        await Task.WhenAll(_senders);
        var left = _queue.Reader.Count + _unfinished;
        if (left > 0)
        {
            _log.InformationLeft(left);
        }
    }

    private async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        try
        {
            await foreach (var notification in _queue.Reader.ReadAllAsync(stopping))
            {
                Interlocked.Increment(ref _unfinished);
                await SendAsync(notification, stopping, aborting);
                Interlocked.Decrement(ref _unfinished);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: information is not kept.
        }
    }

    private async Task SendAsync(Notification notification, CancellationToken stopping, CancellationToken aborting)
    {
        for (var tries = 1; ; tries++)
        {
            _log.Sending(notification);
            var result = await SafeSink.SendAsync(_sink, notification, aborting);
            switch (result.Outcome)
            {
                case DeliveryOutcome.Delivered:
                    _log.InformationStored(notification, result);
                    return;
                case DeliveryOutcome.Duplicate
                or DeliveryOutcome.HostInMaintenance
                or DeliveryOutcome.HostNotRegistered
                or DeliveryOutcome.Malformed:
                    _log.InformationEnded(notification, result);
                    return;
                case var _ when tries > _settings.RetryMax:
                    _log.InformationGivenUp(notification, tries, result);
                    return;
                default:
                    _log.InformationRetry(notification, result);
                    break;
            }

            await Task.Delay(_settings.RetryInterval, _time, stopping);
        }
    }

    private void CountDropped()
    {
        lock (_lock)
        {
            _dropped++;
            if (_droppedLogged is { } logged && _time.GetElapsedTime(logged) < DropLogInterval)
            {
                return;
            }

            _droppedLogged = _time.GetTimestamp();
            _log.InformationDropped(_dropped);
        }
    }
}
