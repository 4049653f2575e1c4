using Masakari.Introspective.Diagnostics.Views;

namespace Masakari.Introspective.Cli.Control.Watch;

/// <summary>What the daemon last said, as it is shown.</summary>
/// <param name="Status">Null until it answered.</param>
/// <param name="Problem">Why it does not answer now; null while it does.</param>
internal sealed record WatchData(StatusView? Status, IReadOnlyList<InstanceView> Instances, string? Problem)
{
    /// <summary>The daemon's time when it answered.</summary>
    public DateTimeOffset Now => Status is { } status ? status.StartedAt.AddSeconds(status.UptimeS) : default;
}
