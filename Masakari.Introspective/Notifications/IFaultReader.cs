namespace Masakari.Introspective.Notifications;

/// <summary>Reads an instance's state again right before a notification leaves; Monitoring implements it.</summary>
internal interface IFaultReader
{
    /// <summary>Whether the fault still holds, and why in words.</summary>
    ValueTask<(FaultTruth Truth, string Why)> ReadAsync(Notification notification, CancellationToken cancellationToken);

    /// <summary>The notification left the outbox: delivered, or because its fault went away.</summary>
    /// <param name="result">The sink's answer where it was delivered.</param>
    void Ended(Notification notification, bool isDelivered, DeliveryResult? result = null);
}
