namespace Masakari.Introspective.Detection.LocalHealth;

/// <summary>What the monitor sees of itself and of its host at one moment; null where there is no such input.</summary>
internal sealed record SelfReading
{
    /// <summary>How late the monitor's own timer came.</summary>
    public TimeSpan Lateness { get; init; }

    /// <summary>How long a piece of work waited for a thread of the pool.</summary>
    public TimeSpan? QueueDelay { get; init; }

    /// <summary>How long a cheap question to libvirtd took, or has been open.</summary>
    public TimeSpan? QueryDelay { get; init; }

    /// <summary>How long the fastest of the latest answering guests took.</summary>
    public TimeSpan? PingDelay { get; init; }

    /// <summary>Share of the last 10 s in which some task waited for a processor, percent (PSI <c>some avg10</c>).</summary>
    public double? CpuPressure { get; init; }

    /// <summary>The same for block I/O.</summary>
    public double? IoPressure { get; init; }

    /// <summary>The same for memory.</summary>
    public double? MemoryPressure { get; init; }

    /// <summary>Share of processor time that another hypervisor took from this host, percent; 0 on bare metal.</summary>
    public double? Steal { get; init; }
}
