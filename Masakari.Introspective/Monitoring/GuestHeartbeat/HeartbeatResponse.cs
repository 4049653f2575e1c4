namespace Masakari.Introspective.Monitoring.GuestHeartbeat;

/// <summary>What is done about a guest whose heartbeat failed.</summary>
internal enum HeartbeatResponse
{
    /// <summary>A line in the log, nothing else.</summary>
    Log,

    /// <summary>The recovery service is told.</summary>
    Notify,

    /// <summary>Nova is asked to stop the instance; the recovery service is told where it refuses.</summary>
    Stop,
}
