namespace Masakari.Introspective.Notifications;

/// <summary>Asks Monitoring what is still true, without trusting that it answers.</summary>
internal sealed class TruthReader(IFaultReader reader, TimeProvider time)
{
    /// <summary>An answer that takes longer counts as unknown.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public async Task<FaultReading> ReadAsync(Notification notification, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            return await reader.ReadAsync(notification, both.Token).AsTask().WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new FaultReading(
                FaultTruth.Unknown,
                $"reading the instance's state took longer than {Limit.TotalSeconds} s"
            );
        }
#pragma warning disable CA1031 // Whatever it is, the truth is not known.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return new FaultReading(FaultTruth.Unknown, e.Message);
        }
    }

    /// <summary>Tells Monitoring how a notification ended.</summary>
    public void Ended(Notification notification, ReportEnd end) => reader.Ended(notification, end);
}
