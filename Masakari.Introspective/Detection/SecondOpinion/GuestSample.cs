namespace Masakari.Introspective.Detection.SecondOpinion;

/// <summary>A suspect's counters at one moment.</summary>
/// <param name="At">When, on the monotonic clock.</param>
/// <param name="BalloonUpdate">When its balloon driver last reported, Unix seconds; null or 0 where it never did.</param>
/// <param name="BlockRequests">Reads and writes of its disks.</param>
/// <param name="BlockBytes">Bytes of these.</param>
/// <param name="NetSent">Bytes it sent.</param>
/// <param name="NetReceived">Bytes it was sent: description only, since others cause them.</param>
/// <param name="VcpuTime">Time its vCPUs ran: description only, since a hung guest may spin.</param>
internal sealed record GuestSample(
    TimeSpan At,
    long? BalloonUpdate,
    long BlockRequests,
    long BlockBytes,
    long NetSent,
    long NetReceived,
    TimeSpan VcpuTime
)
{
    /// <summary>Whether the guest has a balloon driver that reports.</summary>
    public bool HasBalloon => BalloonUpdate is > 0;

    /// <summary>Whether the balloon driver reported in between: only a kernel that runs does.</summary>
    public bool ProvesLifeSince(GuestSample earlier) => HasBalloon && BalloonUpdate != earlier.BalloonUpdate;

    /// <summary>Whether the guest began disk or network requests in between, which a dead kernel does not.</summary>
    public bool ShowsWorkSince(GuestSample earlier) =>
        BlockRequests != earlier.BlockRequests || NetSent != earlier.NetSent;
}
