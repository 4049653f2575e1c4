namespace Masakari.Introspective.Libvirt;

/// <summary>
/// Asks for a domain's job. libvirt answers from its own memory as a rule, but waits up to 30 s where another call waits
/// for a stopped QEMU, and without end where a migration is under way as well: so on threads and a connection of its
/// own, at most one question outstanding per domain.
/// </summary>
internal sealed class JobProbe(ILibvirtConnector connector, TimeProvider time) : IDisposable
{
    private const int MaxOutstanding = 2;

    private readonly WorkerThreads _threads = new("libvirt jobs", MaxOutstanding);
    private readonly LinkSlot _link = new(connector, readOnly: true);
    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _outstanding = [];

    public async Task<DomainJob?> AskAsync(Guid domain, TimeSpan deadline, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_outstanding.Add(domain))
            {
                return null;
            }
        }

        // The slot is the call's, not the caller's: it is free when libvirt returns, however late.
        var answer = _threads.RunAsync(_ => Ask(domain), CancellationToken.None);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var expired = Task.Delay(deadline, time, enough.Token);
        if (await Task.WhenAny(answer, expired) == answer)
        {
            await enough.CancelAsync();
            return await answer;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return null;
    }

    public void Dispose()
    {
        _threads.Dispose();
        _link.Dispose();
    }

    private DomainJob? Ask(Guid domain)
    {
        try
        {
            return _link.Get().GetJob(domain);
        }
        catch (Exception e) when (e is LibvirtException or ObjectDisposedException)
        {
            return null;
        }
        finally
        {
            lock (_lock)
            {
                _outstanding.Remove(domain);
            }
        }
    }
}
