namespace Masakari.Introspective.Monitoring.Stalls;

/// <summary>A stall that lasts.</summary>
internal sealed class OpenStall(Stall stall, int runId, TimeSpan since, TimeSpan dueAt)
{
    public Stall Stall { get; } = stall;

    /// <summary>The run of the domain that it is about.</summary>
    public int RunId { get; } = runId;

    /// <summary>From when on what the guest says counts: since libvirt said so, and was connected without a break.</summary>
    public TimeSpan Since { get; set; } = since;

    /// <summary>When it is looked at next.</summary>
    public TimeSpan DueAt { get; set; } = dueAt;

    /// <summary>It was reported, or is part of an incident that was.</summary>
    public bool IsTold { get; set; }
}
