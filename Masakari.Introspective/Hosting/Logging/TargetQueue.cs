using System.Collections.Concurrent;
using System.Globalization;
using Serilog.Events;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>
/// Stands between the daemon and one log target: a bounded queue with a thread of its own. Handing in an event never waits
/// and never fails. A full queue drops what comes and says once how many; a target that fails is told of once, is tried again
/// after <see cref="RetryAfter"/>, and meanwhile its lines go to the fallback.
/// </summary>
internal sealed class TargetQueue : IAsyncDisposable
{
    public const int DefaultCapacity = 10_000;
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly LogTarget _target;
    private readonly TargetQueue? _fallback;
    private readonly TimeProvider _time;

    // null only wakes the thread.
    private readonly BlockingCollection<LogEvent?> _events;
    private readonly ConcurrentQueue<TaskCompletionSource> _flushes = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _dropped;
    private volatile bool _reopen;
    private long? _failedAt;

    /// <param name="fallback">Gets the lines, and the notice, while the target fails; null for the last resort itself.</param>
    public TargetQueue(LogTarget target, TargetQueue? fallback, TimeProvider time, int capacity = DefaultCapacity)
    {
        _target = target;
        _fallback = fallback;
        _time = time;
        _events = new BlockingCollection<LogEvent?>(capacity);
        new Thread(Work) { IsBackground = true, Name = $"log: {target.Name}" }.Start();
    }

    /// <summary>Events dropped and not yet told of.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Enqueue(LogEvent logEvent)
    {
        if (!TryAdd(logEvent))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Opens the target anew before the next line, and at once where it had failed.</summary>
    public void Reopen()
    {
        _reopen = true;
        TryAdd(null);
    }

    /// <summary>Waits until everything handed in so far is written or given up.</summary>
    /// <returns>false when that took longer than <paramref name="limit"/>.</returns>
    public async Task<bool> FlushAsync(TimeSpan limit)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _flushes.Enqueue(done);
        TryAdd(null);
        return await EndsAsync(done.Task, limit);
    }

    /// <summary>Takes nothing more, writes what is left for at most <paramref name="limit"/>, and closes the target.</summary>
    public async Task CloseAsync(TimeSpan limit)
    {
        try
        {
            _events.CompleteAdding();
        }
        catch (ObjectDisposedException)
        {
            // Closed before.
        }

        await EndsAsync(_ended.Task, limit);
    }

    public async ValueTask DisposeAsync() => await CloseAsync(RetryAfter);

    private async Task<bool> EndsAsync(Task task, TimeSpan limit)
    {
        await Task.WhenAny(task, _ended.Task, Task.Delay(limit, _time));
        return task.IsCompleted || _ended.Task.IsCompleted;
    }

    private bool TryAdd(LogEvent? logEvent)
    {
        try
        {
            return _events.TryAdd(logEvent);
        }
        catch (InvalidOperationException)
        {
            // Closed: a late line of a component that is still stopping.
            return false;
        }
    }

    private void Work()
    {
        foreach (var logEvent in _events.GetConsumingEnumerable())
        {
            if (_reopen)
            {
                _reopen = false;
                _failedAt = null;
                Guarded(_target.Reopen);
            }

            if (logEvent is not null)
            {
                Deliver(logEvent);
            }

            if (_events.Count == 0)
            {
                TellOfDropped();
                while (_flushes.TryDequeue(out var flush))
                {
                    flush.TrySetResult();
                }
            }
        }

        Guarded(_target.Dispose);
        _events.Dispose();
        _ended.TrySetResult();
    }

    private void Deliver(LogEvent logEvent)
    {
        var waits = _failedAt is { } failed && _time.GetElapsedTime(failed) < RetryAfter;
        if (waits || !TryWrite(logEvent))
        {
            _fallback?.Enqueue(logEvent);
        }
    }

    private bool TryWrite(LogEvent logEvent)
    {
        try
        {
            _target.Write(logEvent);
            if (_failedAt is not null)
            {
                _failedAt = null;
                _fallback?.Enqueue(
                    LogNotice.Make(_time, LogEventLevel.Information, $"The {_target.Name} can be written again")
                );
            }

            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a target throws, a formatter's defect included, ends here: no log may stop a probe.
            var known = _failedAt is not null;
            _failedAt = _time.GetTimestamp();
            Guarded(_target.Reopen);
            if (!known)
            {
                _fallback?.Enqueue(LogNotice.Make(_time, LogEventLevel.Error, Failure(e)));
            }

            return false;
        }
    }

    private string Failure(Exception e) =>
        $"The {_target.Name} cannot be written: {e.Message.TrimEnd('.')}. "
        + $"Its lines go to standard error until it can. {_target.Cure}";

    private void TellOfDropped()
    {
        var dropped = Interlocked.Exchange(ref _dropped, 0);
        if (dropped > 0)
        {
            var count = dropped.ToString(CultureInfo.InvariantCulture);
            Deliver(
                LogNotice.Make(
                    _time,
                    LogEventLevel.Warning,
                    $"{count} log messages were dropped: the {_target.Name} was slower than they came"
                )
            );
        }
    }

    private static void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or System.Net.Sockets.SocketException)
        {
            // Closing what failed may fail too; there is nothing more to do about it.
        }
    }
}
