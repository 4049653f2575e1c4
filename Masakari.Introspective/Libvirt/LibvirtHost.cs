using System.Threading.Channels;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Libvirt.Native;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Libvirt;

/// <summary>
/// The libvirt daemon of this host: events, lists and states on a read-only connection, agent calls on bounded
/// read-write ones, statistics on one of their own.
/// </summary>
internal sealed class LibvirtHost : ILibvirtHost
{
    /// <summary>Lists, states and XML at once; libvirtd serves 5 requests per connection.</summary>
    private const int QueryThreads = 2;

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly Channel<LibvirtEvent> _events = Channel.CreateUnbounded<LibvirtEvent>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly CancellationTokenSource _stop = new();
    private readonly ILibvirtConnector _connector;
    private readonly TimeProvider _time;
    private readonly ConnectionSupervisor _supervisor;
    private readonly WorkerThreads _queries;
    private readonly AgentLanes _lanes;
    private readonly JobProbe _jobs;
    private readonly QemuCalls _qemu;
    private readonly DomainStopper _stopper;
    private readonly ChannelAttacher _attacher;
    private Task _run = Task.CompletedTask;
    private int _disposed;

    public LibvirtHost(IConfigValues config, TimeProvider time, ILogger<LibvirtHost> logger)
        : this(
            new NativeConnector(config.Get(LibvirtOptions.ConnectionUri), time),
            LanePlan.For(config.Get(LibvirtOptions.MaxAgentCalls)),
            time,
            logger
        ) { }

    public LibvirtHost(ILibvirtConnector connector, LanePlan plan, TimeProvider time, ILogger<LibvirtHost> logger)
    {
        _connector = connector;
        _time = time;
        _supervisor = new ConnectionSupervisor(connector, _events.Writer, time, logger, Random.Shared.NextDouble);
        _queries = new WorkerThreads("libvirt queries", QueryThreads);
        _lanes = new AgentLanes(connector, plan);
        _jobs = new JobProbe(connector, time);
        _qemu = new QemuCalls(connector, time);
        _stopper = new DomainStopper(connector);
        _attacher = new ChannelAttacher(connector);
    }

    public ChannelReader<LibvirtEvent> Events => _events.Reader;

    /// <inheritdoc/>
    /// <exception cref="LibvirtException">The client library is not installed.</exception>
    public void Start()
    {
        _connector.Prepare();
        _run = Task.Run(() => _supervisor.RunAsync(_stop.Token), CancellationToken.None);
    }

    public Task<IReadOnlyList<DomainSnapshot>> ListDomainsAsync(CancellationToken cancellationToken) =>
        QueryAsync(link => link.ListDomains(), cancellationToken);

    public Task<string> GetXmlAsync(Guid domain, CancellationToken cancellationToken) =>
        QueryAsync(link => link.GetXml(domain), cancellationToken);

    public Task<DomainSnapshot> GetDomainAsync(Guid domain, CancellationToken cancellationToken) =>
        QueryAsync(link => link.GetDomain(domain), cancellationToken);

    public Task<string> SendAgentCommandAsync(
        Guid domain,
        AgentLane lane,
        string command,
        TimeSpan timeout,
        TimeSpan? responseTimeout,
        CancellationToken cancellationToken
    ) =>
        WhileConnectedAsync(
            (_, token) => _lanes.SendAsync(domain, lane, command, timeout, responseTimeout, token),
            cancellationToken
        );

    public Task ResetAgentResponseTimeoutAsync(Guid domain, CancellationToken cancellationToken) =>
        WhileConnectedAsync((_, token) => _lanes.ResetResponseTimeoutAsync(domain, token), cancellationToken);

    public Task<QemuReply<DomainStatistics>> ReadStatisticsAsync(
        Guid domain,
        TimeSpan deadline,
        CancellationToken cancellationToken
    ) =>
        WhileConnectedAsync(
            (_, token) => _qemu.ReadAsync(domain, link => link.ReadStatistics(domain), deadline, token),
            cancellationToken
        );

    public Task<QemuReply<Screenshot>> TakeScreenshotAsync(
        Guid domain,
        int limit,
        TimeSpan deadline,
        CancellationToken cancellationToken
    ) =>
        WhileConnectedAsync(
            (_, token) => _qemu.WriteAsync(domain, link => link.TakeScreenshot(domain, limit), deadline, token),
            cancellationToken
        );

    public Task<QemuReply<bool>> SetMemoryStatsPeriodAsync(
        Guid domain,
        TimeSpan period,
        TimeSpan deadline,
        CancellationToken cancellationToken
    ) =>
        WhileConnectedAsync(
            (_, token) =>
                _qemu.WriteAsync(
                    domain,
                    link =>
                    {
                        link.SetMemoryStatsPeriod(domain, period);
                        return true;
                    },
                    deadline,
                    token
                ),
            cancellationToken
        );

    public Task DestroyAsync(Guid domain, CancellationToken cancellationToken) =>
        WhileConnectedAsync((_, token) => _stopper.DestroyAsync(domain, token), cancellationToken);

    public Task<DomainJob?> GetJobAsync(Guid domain, TimeSpan deadline, CancellationToken cancellationToken) =>
        WhileConnectedAsync((_, token) => _jobs.AskAsync(domain, deadline, token), cancellationToken);

    public Task AttachChannelAsync(Guid domain, string xml, CancellationToken cancellationToken) =>
        WhileConnectedAsync((_, token) => _attacher.AttachAsync(domain, xml, token), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync();
        await _run;
        _events.Writer.TryComplete();
        _queries.Dispose();

        // Closing talks to a daemon that may hang; the process may end meanwhile.
        var closing = Task.Factory.StartNew(
            () =>
            {
                _lanes.Dispose();
                _jobs.Dispose();
                _qemu.Dispose();
                _stopper.Dispose();
                _attacher.Dispose();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        await Task.WhenAny(closing, Task.Delay(CloseTimeout, _time, CancellationToken.None));
        _stop.Dispose();
    }

    private Task<T> QueryAsync<T>(Func<ILibvirtLink, T> query, CancellationToken cancellationToken) =>
        WhileConnectedAsync((session, token) => _queries.RunAsync(_ => query(session.Link), token), cancellationToken);

    /// <summary>Ends with the connection, whatever the call's own thread still waits for.</summary>
    private async Task<T> WhileConnectedAsync<T>(
        Func<LibvirtSession, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        var session = _supervisor.Current;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, session.Lost);
        try
        {
            return await call(session, either.Token).WaitAsync(session.Lost);
        }
        catch (OperationCanceledException)
            when (session.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw ConnectionSupervisor.Disconnected(session.LostReason);
        }
    }
}
