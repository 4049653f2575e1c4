using System.Threading.Channels;
using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>A libvirt in memory that costs next to nothing itself: guests answer at once, or are silent until the timeout.</summary>
internal sealed class SimulatedLibvirt(IReadOnlyList<Guid> guests, TimeProvider time) : ILibvirtHost
{
    private readonly Channel<LibvirtEvent> _events = Channel.CreateUnbounded<LibvirtEvent>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true }
    );

    // One look at one table for each question: at ten thousand guests, each look costs a trip to the main memory.
    private readonly Dictionary<Guid, Guest> _guests = guests.ToDictionary(guest => guest, _ => new Guest());
    private readonly Task<string> _reply = Task.FromResult("""{"return":{}}""");

    public long Calls { get; private set; }

    /// <summary>The longest between two questions to one guest that answers.</summary>
    private TimeSpan _longestGap;

    public ChannelReader<LibvirtEvent> Events => _events.Reader;

    public void Hang(Guid guest) => _guests[guest].IsSilent = true;

    /// <summary>Gaps are measured from now on.</summary>
    public void WatchGaps()
    {
        _longestGap = TimeSpan.Zero;
        var now = Elapsed();
        foreach (var guest in _guests.Values)
        {
            guest.AskedAt = now;
        }
    }

    /// <summary>What is still open counts, too.</summary>
    public TimeSpan GapUntilNow() =>
        _guests
            .Values.Where(guest => !guest.IsSilent)
            .Aggregate(_longestGap, (longest, guest) => Max(longest, Elapsed() - guest.AskedAt));

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
        var guest = _guests[domain];
        if (guest.IsSilent)
        {
            return SilentAsync(timeout, cancellationToken);
        }

        var now = Elapsed();
        _longestGap = Max(_longestGap, now - guest.AskedAt);
        guest.AskedAt = now;
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

    private sealed class Guest
    {
        public bool IsSilent { get; set; }

        public TimeSpan AskedAt { get; set; }
    }
}
