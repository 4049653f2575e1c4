using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Tests.Libvirt;

/// <summary>A connection whose calls are delegates of the test; they may block.</summary>
internal sealed class FakeLink(bool readOnly) : ILibvirtLink
{
    public bool ReadOnly { get; } = readOnly;

    public bool IsAlive { get; set; } = true;

    public bool Disposed { get; private set; }

    public ILinkSink? Sink { get; private set; }

    public Func<IReadOnlyList<DomainSnapshot>> List { get; set; } = () => [];

    public Func<Guid, string> Agent { get; set; } = _ => """{"return":{}}""";

    public Action<Guid> Statistics { get; set; } = _ => { };

    public Func<Guid, DomainJob> Job { get; set; } = _ => DomainJob.None;

    public Action<Guid> Destroyed { get; set; } = _ => { };

    public void Subscribe(ILinkSink sink) => Sink = sink;

    public IReadOnlyList<DomainSnapshot> ListDomains() => List();

    public DomainSnapshot GetDomain(Guid domain) => new(domain, "x", 1, DomainState.Running, 1);

    public string GetXml(Guid domain) => "<domain/>";

    public string AgentCommand(Guid domain, string command, TimeSpan timeout, TimeSpan? responseTimeout) =>
        Agent(domain);

    public void SetAgentResponseTimeout(Guid domain, TimeSpan? timeout) { }

    public void AttachDevice(Guid domain, string xml) { }

    public DomainJob GetJob(Guid domain) => Job(domain);

    public DomainStatistics ReadStatistics(Guid domain)
    {
        Statistics(domain);
        return new DomainStatistics(7, 0, 0, 0, 0, 0, 0, TimeSpan.Zero);
    }

    public Screenshot TakeScreenshot(Guid domain, int limit)
    {
        Statistics(domain);
        return new Screenshot("image/png", [1]);
    }

    public void SetMemoryStatsPeriod(Guid domain, TimeSpan period) => Statistics(domain);

    public void Destroy(Guid domain) => Destroyed(domain);

    public void Dispose() => Disposed = true;
}
