namespace Masakari.Introspective.Notifications;

/// <summary>A service that is told about faults.</summary>
internal interface INotificationSink
{
    /// <summary>Short name for logs and files, for instance <c>masakari</c>.</summary>
    string Name { get; }

    /// <summary>Makes one attempt and says what it meant. Never throws but for cancellation.</summary>
    Task<DeliveryResult> SendAsync(Notification notification, CancellationToken cancellationToken);
}
