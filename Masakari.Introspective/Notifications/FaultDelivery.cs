using Masakari.Introspective.Notifications.Book;
using Masakari.Introspective.Notifications.Outbox;

namespace Masakari.Introspective.Notifications;

/// <summary>Sees one reported fault through: until it is stored, withdrawn, or set aside.</summary>
internal sealed class FaultDelivery(
    DeliveryPace pace,
    DiskOutbox outbox,
    INotificationSink sink,
    TruthReader truth,
    TimeProvider time,
    AttemptLog log,
    DeliveryBook book,
    SemaphoreSlim slots,
    Func<double> jitter
)
{
    /// <summary>In a long wait, the fault's truth is read this often, so that a withdrawn one does not linger.</summary>
    public static readonly TimeSpan TruthInterval = TimeSpan.FromSeconds(10);

    /// <summary>Hears of each fault that was stored, with the service's id of the record.</summary>
    public Action<Notification, string>? Stored { get; set; }

    /// <exception cref="OperationCanceledException"><paramref name="stopping"/>: the entry stays in the outbox.</exception>
    public async Task DeliverAsync(OutboxEntry entry, CancellationToken stopping, CancellationToken aborting)
    {
        // As it is now: it may have been renewed, or be gone, since it was queued.
        if (outbox.Find(entry.Id) is not { } current)
        {
            return;
        }

        var run = new Run(current);
        while (await AttemptAsync(run, stopping, aborting) is { } result)
        {
            run.Count(result.Outcome);
            var step = pace.Next(result, run.InARow, time.GetUtcNow(), jitter());
            log.Answered(sink.Name, run.Entry.Notification, result, run.InARow, step);
            switch (step.Action)
            {
                case DeliveryAction.Finish:
                    truth.Ended(run.Entry.Notification, ReportEnd.Delivered(result));
                    outbox.Remove(run.Entry);
                    if (result.RecordId is { } record)
                    {
                        Stored?.Invoke(run.Entry.Notification, record);
                    }

                    // Last, since it writes to a disk that may stall.
                    book.Stored(run.Entry.Notification, result.RecordId);

                    return;
                case DeliveryAction.SetAside:
                    outbox.SetAside(run.Entry, result.Detail);
                    book.Ended(run.Entry.Notification);
                    truth.Ended(run.Entry.Notification, ReportEnd.SetAside(result));
                    return;
                default:
                    book.Refused(run.Entry.Notification, result.Detail, step.Delay);
                    run.Renew |= step.Renew;
                    break;
            }

            if (!await WaitWhileTrueAsync(run.Entry, step.Delay, stopping))
            {
                return;
            }
        }
    }

    /// <summary>One attempt, as soon as the fault is known to be true; null when it went away.</summary>
    private async Task<DeliveryResult?> AttemptAsync(Run run, CancellationToken stopping, CancellationToken aborting)
    {
        for (var unknown = 1; ; unknown++)
        {
            await slots.WaitAsync(stopping);
            try
            {
                var read = await truth.ReadAsync(run.Entry.Notification, stopping);
                if (read.Truth == FaultTruth.Gone)
                {
                    Withdraw(run.Entry, read);
                    return null;
                }

                if (read.Truth == FaultTruth.StillTrue)
                {
                    return await SendAsync(run, aborting);
                }

                unknown = read.IsBeingAsked ? 1 : unknown;
                log.Unknown(run.Entry.Notification, unknown, read.Why);
                book.HeldBack(run.Entry.Notification, read.Why, DeliveryPace.NextLook(unknown));
            }
            finally
            {
                slots.Release();
            }

            await Task.Delay(DeliveryPace.NextLook(unknown), time, stopping);
        }
    }

    private async Task<DeliveryResult> SendAsync(Run run, CancellationToken aborting)
    {
        if (run.Renew)
        {
            var renewed = run.Entry.Notification with { GeneratedAt = time.GetUtcNow() };
            book.Renewed(run.Entry.Notification, renewed);
            run.Entry = outbox.Replace(run.Entry, renewed);
            run.Renew = false;
        }

        log.Sending(run.Entry.Notification);
        return await SafeSink.SendAsync(sink, run.Entry.Notification, aborting);
    }

    private async Task<bool> WaitWhileTrueAsync(OutboxEntry entry, TimeSpan delay, CancellationToken stopping)
    {
        for (var left = delay; left > TimeSpan.Zero; )
        {
            var slice = left < TruthInterval ? left : TruthInterval;
            await Task.Delay(slice, time, stopping);
            left -= slice;

            // Right before an attempt it is read anyway.
            if (left <= TimeSpan.Zero)
            {
                break;
            }

            var read = await truth.ReadAsync(entry.Notification, stopping);
            if (read.Truth == FaultTruth.Gone)
            {
                Withdraw(entry, read);
                return false;
            }
        }

        return true;
    }

    private void Withdraw(OutboxEntry entry, FaultReading last)
    {
        log.Withdrawn(entry.Notification, last.Why);
        outbox.Remove(entry);
        book.Ended(entry.Notification);
        truth.Ended(entry.Notification, ReportEnd.Withdrawn(last));
    }

    private sealed class Run(OutboxEntry entry)
    {
        public OutboxEntry Entry { get; set; } = entry;

        /// <summary>The next attempt is a new report.</summary>
        public bool Renew { get; set; }

        public int InARow { get; private set; }

        private DeliveryOutcome? Last { get; set; }

        public void Count(DeliveryOutcome outcome)
        {
            InARow = outcome == Last ? InARow + 1 : 1;
            Last = outcome;
        }
    }
}
