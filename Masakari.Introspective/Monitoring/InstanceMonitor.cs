using Masakari.Introspective.Detection;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Monitoring;

/// <summary>Everything known about one instance; touched only from the <see cref="Mailbox"/>.</summary>
/// <param name="uuid">UUID of the instance.</param>
/// <param name="index">Its place among the instances of this host, which spreads the questions.</param>
internal sealed class InstanceMonitor(Guid uuid, int index)
{
    public Guid Uuid { get; } = uuid;

    public int Index { get; } = index;

    public required DomainSnapshot Domain { get; set; }

    /// <summary>The domain's XML as last read; null until then.</summary>
    public DomainDescription? Description { get; set; }

    /// <summary>Nova's record as last read; null where Nova is not read.</summary>
    public NovaServer? Server { get; set; }

    /// <summary>Why it is watched from inside, or is not; null until its XML was read.</summary>
    public WatchDecision? Watch { get; set; }

    public GuestDetector Detector { get; } = new();

    public IncidentLog Incidents { get; } = new();

    /// <summary>The agent's response timeout was lowered while it was suspect and has to be given back.</summary>
    public bool IsTimeoutLowered { get; set; }

    /// <summary>The name people know it by.</summary>
    public string DisplayName => Description?.Nova?.Name ?? Server?.Name ?? Domain.Name;
}
