using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Tests.Libvirt;

/// <summary>Calls that QEMU itself answers, or never does.</summary>
internal sealed partial class InMemoryLibvirtHost
{
    /// <summary>The domains that were destroyed through this host, in order.</summary>
    public List<Guid> DestroyedHere { get; } = [];

    public Task<QemuReply<DomainStatistics>> ReadStatisticsAsync(
        Guid domain,
        TimeSpan deadline,
        CancellationToken cancellationToken
    ) =>
        AskQemuAsync(
            domain,
            found =>
            {
                found.StatisticsCalls++;
                return QemuReply<DomainStatistics>.Of(
                    new DomainStatistics(
                        LastUpdateOf(found),
                        found.Work,
                        found.Work,
                        0,
                        0,
                        0,
                        0,
                        TimeSpan.FromSeconds(1)
                    )
                );
            },
            deadline,
            cancellationToken
        );

    public Task<QemuReply<Screenshot>> TakeScreenshotAsync(
        Guid domain,
        int limit,
        TimeSpan deadline,
        CancellationToken cancellationToken
    ) =>
        AskQemuAsync(
            domain,
            found =>
                found.Picture is { } picture && picture.Length <= limit
                    ? QemuReply<Screenshot>.Of(new Screenshot("image/png", picture))
                    : QemuReply<Screenshot>.Refused("no such picture"),
            deadline,
            cancellationToken
        );

    public Task<QemuReply<bool>> SetMemoryStatsPeriodAsync(
        Guid domain,
        TimeSpan period,
        TimeSpan deadline,
        CancellationToken cancellationToken
    ) =>
        AskQemuAsync(
            domain,
            found =>
            {
                found.BalloonPeriod = period;
                return QemuReply<bool>.Of(true);
            },
            deadline,
            cancellationToken
        );

    public Task DestroyAsync(Guid domain, CancellationToken cancellationToken)
    {
        InMemoryDomain found;
        try
        {
            lock (_lock)
            {
                RequireConnection();
                found = Find(domain);
                if (found.CannotBeDestroyed)
                {
                    throw new LibvirtException(38, "Failed to terminate process with SIGKILL: Device or resource busy");
                }

                if (found.RunId < 0)
                {
                    throw new DomainNotRunningException(55, "Requested operation is not valid: domain is not running");
                }
            }
        }
        catch (LibvirtException e)
        {
            return Task.FromException(e);
        }

        DestroyedHere.Add(domain);
        Destroy(found);
        return Task.CompletedTask;
    }

    /// <summary>The guest's kernel dies, or its balloon driver reports again.</summary>
    public void SetKernel(InMemoryDomain domain, bool isAlive) =>
        Change(domain, () => (domain.IsKernelAlive, domain.KernelDiedAt) = (isAlive, time.GetUtcNow()));

    private static bool IsStuck(InMemoryDomain domain) => domain.StatisticsOutstanding;

    /// <summary>The balloon driver reports at each full period.</summary>
    private long? LastUpdateOf(InMemoryDomain domain)
    {
        if (domain.BalloonPeriod is not { } period)
        {
            return null;
        }

        var seconds = (domain.IsKernelAlive ? time.GetUtcNow() : domain.KernelDiedAt).ToUnixTimeSeconds();
        return seconds - (seconds % (long)period.TotalSeconds);
    }

    private async Task<QemuReply<T>> AskQemuAsync<T>(
        Guid domain,
        Func<InMemoryDomain, QemuReply<T>> answer,
        TimeSpan deadline,
        CancellationToken cancellationToken
    )
    {
        lock (_lock)
        {
            RequireConnection();
            if (!_domains.TryGetValue(domain, out var found) || found.RunId < 0)
            {
                return QemuReply<T>.Refused("The domain is not running");
            }

            if (found.StatisticsOutstanding || _domains.Values.Count(IsStuck) >= 2)
            {
                return QemuReply<T>.NotAsked;
            }

            if (!found.QemuStopped)
            {
                return answer(found);
            }

            found.StatisticsOutstanding = true;
        }

        // The place stays taken until QEMU runs again: libvirt's call cannot be given up.
        await Task.Delay(deadline, time, cancellationToken);
        return QemuReply<T>.Stopped;
    }
}
