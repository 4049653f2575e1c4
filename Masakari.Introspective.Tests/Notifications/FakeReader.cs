using System.Collections.Concurrent;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Tests.Notifications;

/// <summary>Knows what is true.</summary>
internal sealed class FakeReader : IFaultReader
{
    public ConcurrentDictionary<Guid, FaultTruth> Truth { get; } = [];

    public ValueTask<(FaultTruth Truth, string Why)> ReadAsync(
        Notification notification,
        CancellationToken cancellationToken
    ) => ValueTask.FromResult((Truth.GetValueOrDefault(notification.InstanceUuid, FaultTruth.StillTrue), "so it is"));

    public ConcurrentQueue<(Notification Notification, bool IsDelivered)> Ends { get; } = [];

    /// <summary>The answers that ended deliveries.</summary>
    public ConcurrentQueue<DeliveryResult> Results { get; } = [];

    public void Ended(Notification notification, bool isDelivered, DeliveryResult? result = null)
    {
        Ends.Enqueue((notification, isDelivered));
        if (result is not null)
        {
            Results.Enqueue(result);
        }
    }
}
