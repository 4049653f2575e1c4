using System.Threading.Channels;
using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Tests.Libvirt;

/// <summary>
/// A libvirt host in memory: domains with scripted agents, events raised by the test, time by the given
/// <see cref="TimeProvider"/>. What the real one does is asked of both by the contract suite.
/// </summary>
/// <remarks>Everything completes inside the call that causes it (a test's call, or a timer of the time provider).</remarks>
internal sealed partial class InMemoryLibvirtHost(TimeProvider time) : ILibvirtHost
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, InMemoryDomain> _domains = [];
    private readonly Channel<LibvirtEvent> _events = Channel.CreateUnbounded<LibvirtEvent>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true }
    );
    private bool _started;
    private bool _reachable = true;
    private bool _connected;
    private int _lastRunId;

    public ChannelReader<LibvirtEvent> Events => _events.Reader;

    /// <summary>Why the next connection fails or is lost.</summary>
    public string DisconnectReason { get; private set; } = "Cannot connect to libvirt";

    public void Start()
    {
        lock (_lock)
        {
            _started = true;
            if (_reachable)
            {
                Connect();
            }
            else
            {
                Emit(new DisconnectedEvent(time.GetUtcNow(), DisconnectReason));
            }
        }
    }

    public Task<IReadOnlyList<DomainSnapshot>> ListDomainsAsync(CancellationToken cancellationToken) =>
        Answer(Snapshots, cancellationToken);

    public Task<string> GetXmlAsync(Guid domain, CancellationToken cancellationToken) =>
        Answer(() => Find(domain).CurrentXml, cancellationToken);

    /// <summary>How long the state of a domain takes to read, for a libvirtd that is slow.</summary>
    public TimeSpan QueryDelay { get; set; }

    public async Task<DomainSnapshot> GetDomainAsync(Guid domain, CancellationToken cancellationToken)
    {
        if (QueryDelay > TimeSpan.Zero)
        {
            await Task.Delay(QueryDelay, time, cancellationToken);
        }

        return await Answer(() => Find(domain).Snapshot, cancellationToken);
    }

    public Task ResetAgentResponseTimeoutAsync(Guid domain, CancellationToken cancellationToken) =>
        Answer(() => Find(domain).AgentResponseTimeout = null, cancellationToken);

    public Task AttachChannelAsync(Guid domain, string xml, CancellationToken cancellationToken) =>
        Answer(
            () =>
            {
                var found = Find(domain);
                if (found.RunId < 0)
                {
                    throw new DomainNotRunningException(55, "Requested operation is not valid: domain is not running");
                }

                found.Attached.Add(xml);
                return true;
            },
            cancellationToken
        );

    public async Task<DomainJob?> GetJobAsync(Guid domain, TimeSpan deadline, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            RequireConnection();
            if (_domains.GetValueOrDefault(domain) is not { RunId: >= 0 } found)
            {
                return null;
            }

            if (!found.StatisticsOutstanding)
            {
                return found.Job;
            }
        }

        // The statistics call that waits for a stopped QEMU keeps the domain's lock.
        await Task.Delay(deadline, time, cancellationToken);
        return null;
    }

    public ValueTask DisposeAsync()
    {
        LoseConnection("stopped");
        _events.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    private Task<T> Answer<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            lock (_lock)
            {
                RequireConnection();
                return Task.FromResult(answer());
            }
        }
        catch (LibvirtException e)
        {
            return Task.FromException<T>(e);
        }
    }

    private void RequireConnection()
    {
        if (!_connected)
        {
            throw new LibvirtDisconnectedException(0, $"Not connected to libvirt: {DisconnectReason}");
        }
    }

    private InMemoryDomain Find(Guid domain) =>
        _domains.GetValueOrDefault(domain)
        ?? throw new NoDomainException(42, $"Domain not found: no domain with matching uuid '{domain}'");

    private IReadOnlyList<DomainSnapshot> Snapshots() => [.. _domains.Values.Select(x => x.Snapshot)];

    private void Connect()
    {
        _connected = true;
        Emit(new ConnectedEvent(time.GetUtcNow(), Snapshots()));
    }

    private void Emit(LibvirtEvent e) => _events.Writer.TryWrite(e);
}
