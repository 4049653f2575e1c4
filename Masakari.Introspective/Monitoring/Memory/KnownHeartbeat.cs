using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Monitoring.Memory;

/// <summary>A guest's registration for heartbeats, remembered over a restart of the monitor.</summary>
/// <param name="Port">Target name of the channel.</param>
/// <param name="Registration">What it registered with.</param>
/// <param name="IsLost">Its heartbeat was lost.</param>
/// <param name="IllWish">What it wished for when it said that it is not well; null while it was well.</param>
internal sealed record KnownHeartbeat(
    string Port,
    HeartbeatRegistration Registration,
    bool IsLost,
    CorrectiveAction? IllWish
)
{
    public bool HasFailed => IsLost || IllWish is not null;
}
