using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Notifications;

internal sealed partial class DeliveryService
{
    [LoggerMessage(4101, LogLevel.Information, "{Count} notifications stay in the outbox for the next run.")]
    private partial void LogLeft(int count);

    [LoggerMessage(4102, LogLevel.Error, "A defect stopped the delivery for {InstanceUuid}; it goes on in 10 s.")]
    private partial void LogDefect(Exception exception, Guid instanceUuid);
}
