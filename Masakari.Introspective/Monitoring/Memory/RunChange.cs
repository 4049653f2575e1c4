using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Monitoring.Memory;

/// <summary>How a domain differs from what was known before libvirt was away.</summary>
/// <param name="Known">What was known; null for a domain not known to run.</param>
/// <param name="Now">What libvirt says now; null for a domain that is gone.</param>
internal sealed record RunChange(KnownRun? Known, DomainSnapshot? Now)
{
    /// <summary>The same run goes on.</summary>
    public bool IsSameRun => Known is not null && Now is not null && Now.RunId == Known.RunId;

    /// <summary>The run that was known ended and no other began.</summary>
    public bool HasStopped => Known is not null && Now is { IsActive: false };
}
