namespace Masakari.Introspective.Notifications;

/// <summary>Holds a sink to its word that it never throws.</summary>
internal static class SafeSink
{
    public static async Task<DeliveryResult> SendAsync(
        INotificationSink sink,
        Notification notification,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await sink.SendAsync(notification, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A sink's defect must neither lose the notification nor stop the others.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new DeliveryResult(DeliveryOutcome.Unavailable, $"{e.GetType().Name}: {e.Message}");
        }
    }
}
