using System.Collections.Concurrent;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Tests.Notifications;

/// <summary>Knows what is true.</summary>
internal sealed class FakeReader : IFaultReader
{
    public ConcurrentDictionary<Guid, FaultTruth> Truth { get; } = [];

    public ValueTask<FaultReading> ReadAsync(Notification notification, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            new FaultReading(Truth.GetValueOrDefault(notification.InstanceUuid, FaultTruth.StillTrue), "so it is")
        );

    /// <summary>How the notifications ended.</summary>
    public ConcurrentQueue<ReportEnd> Ends { get; } = [];

    public void Ended(Notification notification, ReportEnd end) => Ends.Enqueue(end);
}
