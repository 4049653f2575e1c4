using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>One connection of <see cref="MemoryConnector"/>.</summary>
internal sealed class MemoryLink(IReadOnlyList<Guid> guests) : ILibvirtLink
{
    public bool IsAlive => true;

    public void Subscribe(ILinkSink sink) { }

    public IReadOnlyList<DomainSnapshot> ListDomains() => [.. guests.Select(SimulatedGuests.Snapshot)];

    public DomainSnapshot GetDomain(Guid domain) => SimulatedGuests.Snapshot(domain);

    public string GetXml(Guid domain) => SimulatedGuests.Xml(domain);

    public string AgentCommand(Guid domain, string command, TimeSpan timeout, TimeSpan? responseTimeout) =>
        """{"return":{}}""";

    public void SetAgentResponseTimeout(Guid domain, TimeSpan? timeout) { }

    public void AttachDevice(Guid domain, string xml) { }

    public DomainJob GetJob(Guid domain) => DomainJob.None;

    public DomainStatistics ReadStatistics(Guid domain) => SimulatedLibvirt.NoCounters;

    public Screenshot TakeScreenshot(Guid domain, int limit) => new("image/png", []);

    public void SetMemoryStatsPeriod(Guid domain, TimeSpan period) { }

    public void Destroy(Guid domain) { }

    public void Dispose() { }
}
