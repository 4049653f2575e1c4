namespace Masakari.Introspective.Notifications;

/// <summary>Looks at a reported fault until it is known whether it holds, and may be told.</summary>
internal static class FaultLook
{
    /// <summary>About what a report takes to its disk: whoever found the fault has taken that in by then.</summary>
    private static readonly TimeSpan Outset = TimeSpan.FromMilliseconds(50);

    /// <summary>Ends with a reading whose truth is not <see cref="FaultTruth.Unknown"/>.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled first.</exception>
    public static async Task<FaultReading> UntilKnownAsync(
        IFaultReader reader,
        Notification notification,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await Task.Delay(Outset, time, cancellationToken);
        for (var look = 1; ; look++)
        {
            var read = await reader.ReadAsync(notification, cancellationToken);
            if (read.Truth is not FaultTruth.Unknown)
            {
                return read;
            }

            look = read.IsBeingAsked ? 1 : look;
            await Task.Delay(DeliveryPace.NextLook(look), time, cancellationToken);
        }
    }
}
