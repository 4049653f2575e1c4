namespace Masakari.Introspective.Libvirt;

/// <summary>
/// One open connection. Its calls block their thread and throw <see cref="LibvirtException"/>s; they may be made from
/// several threads at once. Disposing it lets calls in progress end by themselves.
/// </summary>
internal interface ILibvirtLink : IDisposable
{
    /// <summary>Whether the connection still stands, as far as this side knows; asks nobody.</summary>
    bool IsAlive { get; }

    /// <summary>Subscribes to every <see cref="DomainEventId"/> and to the connection's end; once per link.</summary>
    void Subscribe(ILinkSink sink);

    IReadOnlyList<DomainSnapshot> ListDomains();

    DomainSnapshot GetDomain(Guid domain);

    string GetXml(Guid domain);

    /// <param name="timeout">Whole seconds.</param>
    string AgentCommand(Guid domain, string command, TimeSpan timeout, TimeSpan? responseTimeout);

    /// <param name="timeout">Whole seconds; null for a domain's initial setting, which is to wait without end.</param>
    void SetAgentResponseTimeout(Guid domain, TimeSpan? timeout);

    /// <summary>Attaches a device to the running domain, until it is powered off.</summary>
    void AttachDevice(Guid domain, string xml);

    /// <summary>What libvirt does to the domain; may wait for QEMU.</summary>
    DomainJob GetJob(Guid domain);

    /// <summary>Returns when QEMU's main loop has answered; for ever in it when that is stopped.</summary>
    DomainStatistics ReadStatistics(Guid domain);

    /// <inheritdoc cref="ReadStatistics"/>
    /// <param name="limit">Bytes; a larger picture is refused.</param>
    Screenshot TakeScreenshot(Guid domain, int limit);

    /// <inheritdoc cref="ReadStatistics"/>
    /// <param name="period">Whole seconds, at least 1.</param>
    void SetMemoryStatsPeriod(Guid domain, TimeSpan period);

    /// <summary>Ends the domain without asking its guest.</summary>
    void Destroy(Guid domain);
}
