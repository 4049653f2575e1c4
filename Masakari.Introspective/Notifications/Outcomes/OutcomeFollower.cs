using System.Threading.Channels;
using Masakari.Introspective.Configuration;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Notifications.Outcomes;

/// <summary>Finds out what became of stored notifications, one request at a time and at most one a second.</summary>
/// <remarks>On a task of its own: it never stands in the way of a delivery, nor of the watch.</remarks>
internal sealed partial class OutcomeFollower(
    IOutcomeReader reader,
    FollowedFile file,
    TimeProvider time,
    ILogger<OutcomeFollower> logger
)
{
    /// <summary>Records followed at a time; the oldest make room.</summary>
    public const int Most = 64;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    private readonly Channel<Followed> _new = Channel.CreateBounded<Followed>(
        new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
    );

    private readonly List<(Followed Record, TimeSpan StoredAt, TimeSpan DueAt)> _followed = [];
    private Task _running = Task.CompletedTask;
    private bool _isSaidForbidden;

    /// <summary>Hears each outcome; set before <see cref="Start"/>.</summary>
    public Action<Notification, Outcome>? Told { get; set; }

    /// <summary>Follows a notification that was stored; returns at once.</summary>
    public void Follow(Notification notification, string recordId) =>
        _new.Writer.TryWrite(new Followed(recordId, notification, time.GetUtcNow()));

    /// <summary>Begins with what an earlier run left.</summary>
    public void Start(CancellationToken stopping) =>
        _running = Task.Run(() => RunAsync(stopping), CancellationToken.None);

    /// <summary>After <see cref="Start"/>'s token was cancelled and the last delivery ended: keeps the rest for the next run.</summary>
    public async Task StopAsync()
    {
        await _running;
        TakeNew();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        foreach (var left in file.Load().TakeLast(Most))
        {
            Add(left);
        }

        try
        {
            while (_followed.Count > 0 || await _new.Reader.WaitToReadAsync(stopping))
            {
                TakeNew();
                await LookAsync(stopping);
                await Task.Delay(Turn, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What is left is on disk.
        }
#pragma warning disable CA1031 // A defect here costs the lines about outcomes, and nothing else.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            LogDefect(defect);
        }
    }

    private void TakeNew()
    {
        var isNews = false;
        while (_new.Reader.TryRead(out var record))
        {
            Add(record);
            isNews = true;
        }

        if (isNews)
        {
            _followed.RemoveRange(0, Math.Max(0, _followed.Count - Most));
            Save();
        }
    }

    private void Add(Followed record)
    {
        var age = time.GetUtcNow() - record.StoredAt;
        var storedAt = time.Monotonic() - (age > TimeSpan.Zero ? age : TimeSpan.Zero);
        _followed.Add((record, storedAt, time.Monotonic() + OutcomePace.Next(TimeSpan.Zero)!.Value));
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        var now = time.Monotonic();
        var next = _followed.MinBy(one => one.DueAt);
        if (_followed.Count == 0 || next.DueAt > now)
        {
            return;
        }

        var (record, storedAt, _) = next;
        var reading = await reader.ReadAsync(record.RecordId, stopping);
        _followed.Remove(next);
        var age = time.Monotonic() - storedAt;
        var kind = reading.Kind ?? OutcomeKind.Pending;
        if (reading.Kind is null)
        {
            LogNotRead(record.Notification.InstanceUuid, record.RecordId, reading.Why);
            SayForbidden(reading);
        }

        var isOver = kind is OutcomeKind.Finished or OutcomeKind.Failed or OutcomeKind.Ignored;
        var pause = isOver ? null : OutcomePace.Next(age);
        if (kind != record.Said && kind is not OutcomeKind.Pending)
        {
            Told?.Invoke(record.Notification, new Outcome(kind, record.RecordId, age));
        }
        else if (pause is null && !isOver)
        {
            Told?.Invoke(record.Notification, new Outcome(OutcomeKind.Unknown, record.RecordId, age));
        }

        if (pause is { } delay)
        {
            var said = kind is OutcomeKind.Pending ? record.Said : kind;
            _followed.Add((record with { Said = said }, storedAt, time.Monotonic() + delay));
        }

        if (pause is null || kind is OutcomeKind.Error)
        {
            Save();
        }
    }

    private void SayForbidden(OutcomeReading reading)
    {
        if (reading.IsRefused && !_isSaidForbidden)
        {
            _isSaidForbidden = true;
            LogForbidden(reading.Why);
        }
    }

    private void Save() => file.Save(_followed.Select(one => one.Record));

    [LoggerMessage(Level = LogLevel.Debug, Message = "The outcome of notification {Record} was not read: {Reason}")]
    private partial void LogNotRead(Guid instanceUuid, string record, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Outcomes of notifications cannot be read: {Reason}")]
    private partial void LogForbidden(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A defect ended the reading of outcomes: please report it.")]
    private partial void LogDefect(Exception defect);
}
