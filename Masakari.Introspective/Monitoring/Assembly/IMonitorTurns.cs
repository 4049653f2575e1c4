using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Heartbeat;

namespace Masakari.Introspective.Monitoring.Assembly;

/// <summary>What the parts bring back to the monitor they belong to, each in its turn.</summary>
internal interface IMonitorTurns
{
    void TakeAnswer(PingResult result);

    void TakeHeartbeat(HeartbeatKey key, HeartbeatFinding finding);

    /// <summary>A domain is to be read anew.</summary>
    void Reload(Guid instance);

    void KeepEvidence(Decisions.Decision decision);
}
