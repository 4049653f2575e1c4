using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Counting;
using Masakari.Introspective.Notifications.Registration;

namespace Masakari.Introspective.Diagnostics.Metrics;

/// <summary>All that a scrape shows, as it was at one moment of the watch.</summary>
/// <param name="Lanes">Questions in flight, and how many there may be, for each lane.</param>
/// <param name="LatenessS">How late the watch's own timer came last, in s.</param>
/// <param name="HeartbeatsRegistered">Heartbeat channels on which a guest is registered.</param>
/// <param name="HeartbeatsLost">Those of them whose heartbeat is lost, or that say that they are not well.</param>
internal sealed record MetricsSnapshot(
    StatusView Status,
    TallyCounts Counts,
    IReadOnlyList<(AgentLane Lane, int InFlight, int Limit)> Lanes,
    double LatenessS,
    int HeartbeatsRegistered,
    int HeartbeatsLost,
    HostRegistration? Registration,
    IReadOnlyList<GuestMetrics> Guests
);
