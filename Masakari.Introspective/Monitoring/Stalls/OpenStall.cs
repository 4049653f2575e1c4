namespace Masakari.Introspective.Monitoring.Stalls;

/// <summary>A stall that lasts.</summary>
internal sealed class OpenStall(Stall stall, TimeSpan since, TimeSpan dueAt)
{
    public Stall Stall { get; } = stall;

    /// <summary>When libvirt said so.</summary>
    public TimeSpan Since { get; } = since;

    /// <summary>When it is looked at next.</summary>
    public TimeSpan DueAt { get; set; } = dueAt;

    /// <summary>It was reported, or is part of an incident that was.</summary>
    public bool IsTold { get; set; }
}
