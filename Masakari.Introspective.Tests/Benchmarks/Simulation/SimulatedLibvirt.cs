using System.Threading.Channels;
using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>A libvirt in memory that costs next to nothing itself: guests answer at once, or are silent until the timeout.</summary>
internal sealed class SimulatedLibvirt(IReadOnlyList<Guid> guests, TimeProvider time) : ILibvirtHost
{
    private readonly Channel<LibvirtEvent> _events = Channel.CreateUnbounded<LibvirtEvent>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true }
    );
    private readonly HashSet<Guid> _silent = [];
    private readonly Task<string> _reply = Task.FromResult("""{"return":{}}""");

    public long Calls { get; private set; }

    /// <summary>When each guest that answers was last asked, and the longest gap between two questions to one of them.</summary>
    public Dictionary<Guid, TimeSpan> AskedAt { get; } = [];

    public TimeSpan LongestGap { get; private set; }

    public ChannelReader<LibvirtEvent> Events => _events.Reader;

    public void Hang(Guid guest) => _silent.Add(guest);

    /// <summary>Gaps are measured from now on.</summary>
    public void WatchGaps()
    {
        LongestGap = TimeSpan.Zero;
        AskedAt.Clear();
        var now = Elapsed();
        foreach (var guest in guests.Where(guest => !_silent.Contains(guest)))
        {
            AskedAt[guest] = now;
        }
    }

    /// <summary>What is still open counts, too.</summary>
    public TimeSpan GapUntilNow() =>
        AskedAt.Count == 0 ? LongestGap : Max(LongestGap, Elapsed() - AskedAt.Values.Min());

    public void Start() =>
        _events.Writer.TryWrite(new ConnectedEvent(time.GetUtcNow(), [.. guests.Select(SimulatedGuests.Snapshot)]));

    public Task<IReadOnlyList<DomainSnapshot>> ListDomainsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DomainSnapshot>>([.. guests.Select(SimulatedGuests.Snapshot)]);

    public Task<string> GetXmlAsync(Guid domain, CancellationToken cancellationToken) =>
        Task.FromResult(SimulatedGuests.Xml(domain));

    public Task<DomainSnapshot> GetDomainAsync(Guid domain, CancellationToken cancellationToken) =>
        Task.FromResult(SimulatedGuests.Snapshot(domain));

    public Task<string> SendAgentCommandAsync(
        Guid domain,
        AgentLane lane,
        string command,
        TimeSpan timeout,
        TimeSpan? responseTimeout,
        CancellationToken cancellationToken
    )
    {
        Calls++;
        if (_silent.Contains(domain))
        {
            return SilentAsync(timeout, cancellationToken);
        }

        if (AskedAt.TryGetValue(domain, out var before))
        {
            LongestGap = Max(LongestGap, Elapsed() - before);
            AskedAt[domain] = Elapsed();
        }

        return _reply;
    }

    public Task ResetAgentResponseTimeoutAsync(Guid domain, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task AttachChannelAsync(Guid domain, string xml, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Of a guest without a balloon: its kernel's life stays unknown.</summary>
    public static DomainStatistics NoCounters { get; } = new(null, 0, 0, 0, 0, 0, 0, TimeSpan.Zero);

    public Task<DomainJob?> GetJobAsync(Guid domain, TimeSpan deadline, CancellationToken cancellationToken) =>
        Task.FromResult<DomainJob?>(DomainJob.None);

    public Task<QemuReply<DomainStatistics>> ReadStatisticsAsync(
        Guid domain,
        TimeSpan deadline,
        CancellationToken cancellationToken
    ) => Task.FromResult(QemuReply<DomainStatistics>.Of(NoCounters));

    public Task<QemuReply<Screenshot>> TakeScreenshotAsync(
        Guid domain,
        int limit,
        TimeSpan deadline,
        CancellationToken cancellationToken
    ) => Task.FromResult(QemuReply<Screenshot>.NotAsked);

    public Task<QemuReply<bool>> SetMemoryStatsPeriodAsync(
        Guid domain,
        TimeSpan period,
        TimeSpan deadline,
        CancellationToken cancellationToken
    ) => Task.FromResult(QemuReply<bool>.NotAsked);

    public Task DestroyAsync(Guid domain, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<string> SilentAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        await Task.Delay(timeout, time, cancellationToken);
        throw new AgentUnresponsiveException(86, "Guest agent is not responding: Guest agent not available for now");
    }

    private TimeSpan Elapsed() => time.GetElapsedTime(0);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
