using Masakari.Introspective.Monitoring.Holds;

namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>A person's hold, as it is listed.</summary>
/// <param name="Instance">The instance; null for the host.</param>
/// <param name="Name">The instance's name, or the host's.</param>
internal sealed record HoldRow(
    Guid? Instance,
    string Name,
    string Reason,
    string Who,
    DateTimeOffset Created,
    DateTimeOffset Until
)
{
    /// <summary>To be called only in the watch's turn.</summary>
    public static HoldRow Of(MonitorSight sight, PersonHold hold) =>
        new(
            hold.Instance,
            hold.Instance is { } uuid
                ? sight.Around.Instances.Find(uuid)?.DisplayName ?? uuid.ToString()
                : sight.Options.Inventory.HostName,
            hold.Reason,
            hold.Who,
            hold.Created,
            hold.Until
        );
}
