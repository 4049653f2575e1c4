namespace Masakari.Introspective.Notifications;

/// <summary>Reads an instance's state again right before a notification leaves; Monitoring implements it.</summary>
internal interface IFaultReader
{
    /// <summary>Whether the fault still holds, and may be reported.</summary>
    ValueTask<FaultReading> ReadAsync(Notification notification, CancellationToken cancellationToken);

    /// <summary>The notification left the outbox.</summary>
    void Ended(Notification notification, ReportEnd end);
}
