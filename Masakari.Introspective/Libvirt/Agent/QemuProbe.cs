namespace Masakari.Introspective.Libvirt;

/// <summary>
/// Asks QEMU itself, with a call that never returns when QEMU's main loop is stopped: on threads and a connection of
/// its own, at most one call outstanding per domain and two per host.
/// </summary>
internal sealed class QemuProbe(ILibvirtConnector connector, TimeProvider time) : IDisposable
{
    public const int MaxOutstanding = 2;

    private readonly WorkerThreads _threads = new("libvirt statistics", MaxOutstanding);
    private readonly LinkSlot _link = new(connector, readOnly: true);
    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _outstanding = [];

    public async Task<bool?> AskAsync(Guid domain, TimeSpan deadline, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_outstanding.Count >= MaxOutstanding || !_outstanding.Add(domain))
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
        return false;
    }

    public void Dispose()
    {
        _threads.Dispose();
        _link.Dispose();
    }

    private bool? Ask(Guid domain)
    {
        try
        {
            _link.Get().AskQemu(domain);
            return true;
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
