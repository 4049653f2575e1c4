using System.Threading.Channels;

namespace Masakari.Introspective.Libvirt;

/// <summary>The libvirt daemon of this host, as everything above this room sees it.</summary>
/// <remarks>
/// Every call throws a <see cref="LibvirtException"/> (or one of its causes) when libvirt refuses, and
/// <see cref="LibvirtDisconnectedException"/> at once while the connection is down. No call blocks the caller's thread.
/// </remarks>
internal interface ILibvirtHost : IAsyncDisposable
{
    /// <summary>Connection changes and domain events, in order, for one reader.</summary>
    ChannelReader<LibvirtEvent> Events { get; }

    /// <summary>Begins to connect, and reconnects for ever with back-off. Never throws because libvirt is away.</summary>
    void Start();

    /// <summary>Every domain, running or not, from the read-only connection.</summary>
    Task<IReadOnlyList<DomainSnapshot>> ListDomainsAsync(CancellationToken cancellationToken);

    /// <summary>The domain's live XML without secrets.</summary>
    Task<string> GetXmlAsync(Guid domain, CancellationToken cancellationToken);

    /// <summary>State and reason as libvirt knows them now; never asks QEMU.</summary>
    Task<DomainSnapshot> GetDomainAsync(Guid domain, CancellationToken cancellationToken);

    /// <summary>Sends one command to the QEMU guest agent and returns its reply. At most one call per domain at a time.</summary>
    /// <param name="lane">Which share of the bounded calls this one takes.</param>
    /// <param name="timeout">How long the agent may take to answer the command; whole seconds, at least 1.</param>
    /// <param name="responseTimeout">When set, the domain's agent response timeout is set to it first (whole seconds).</param>
    Task<string> SendAgentCommandAsync(
        Guid domain,
        AgentLane lane,
        string command,
        TimeSpan timeout,
        TimeSpan? responseTimeout,
        CancellationToken cancellationToken
    );

    /// <summary>Gives the domain's agent response timeout its initial setting back: commands may take as long as they need.</summary>
    Task ResetAgentResponseTimeoutAsync(Guid domain, CancellationToken cancellationToken);

    /// <summary>Attaches a channel to the running domain, until it is powered off; the definition on disk stays as it is.</summary>
    /// <param name="xml">A channel element of libvirt's domain format.</param>
    Task AttachChannelAsync(Guid domain, string xml, CancellationToken cancellationToken);

    /// <summary>
    /// The domain's job, read-only: null when it is not known, because libvirt did not answer within
    /// <paramref name="deadline"/>, refused (as for a domain that is off, or one that arrives by migration), or has an
    /// earlier question about this domain outstanding.
    /// </summary>
    Task<DomainJob?> GetJobAsync(Guid domain, TimeSpan deadline, CancellationToken cancellationToken);

    /// <summary>The domain's counters, from QEMU itself.</summary>
    /// <remarks>
    /// This and the two calls below wait for QEMU's main loop, for ever if it is stopped: at most one of them is outstanding
    /// for a domain and two for the host, and each says within <paramref name="deadline"/> what came of it.
    /// </remarks>
    Task<QemuReply<DomainStatistics>> ReadStatisticsAsync(
        Guid domain,
        TimeSpan deadline,
        CancellationToken cancellationToken
    );

    /// <summary>What the domain's console shows.</summary>
    /// <param name="limit">Bytes; a larger picture is refused.</param>
    Task<QemuReply<Screenshot>> TakeScreenshotAsync(
        Guid domain,
        int limit,
        TimeSpan deadline,
        CancellationToken cancellationToken
    );

    /// <summary>Has QEMU ask the balloon driver for news this often, until the domain is powered off.</summary>
    /// <param name="period">Whole seconds, at least 1.</param>
    Task<QemuReply<bool>> SetMemoryStatsPeriodAsync(
        Guid domain,
        TimeSpan period,
        TimeSpan deadline,
        CancellationToken cancellationToken
    );

    /// <summary>Ends the domain at once, without asking its guest; returns when it is off.</summary>
    Task DestroyAsync(Guid domain, CancellationToken cancellationToken);
}
