namespace Masakari.Introspective.Libvirt;

/// <summary>
/// Calls that QEMU itself has to answer, and that never return when its main loop is stopped: on threads and connections of
/// their own, at most one outstanding per domain and two per host. Each that meets a stopped QEMU keeps a worker of libvirtd
/// for as long as that lasts.
/// </summary>
internal sealed class QemuCalls(ILibvirtConnector connector, TimeProvider time) : IDisposable
{
    public const int MaxOutstanding = 2;

    private readonly WorkerThreads _threads = new("libvirt QEMU calls", MaxOutstanding);
    private readonly LinkSlot _reading = new(connector, readOnly: true);
    private readonly LinkSlot _writing = new(connector, readOnly: false);
    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _outstanding = [];

    /// <summary>Asks on the read-only connection.</summary>
    public Task<QemuReply<T>> ReadAsync<T>(
        Guid domain,
        Func<ILibvirtLink, T> ask,
        TimeSpan deadline,
        CancellationToken cancellationToken
    ) => AskAsync(domain, _reading, ask, deadline, cancellationToken);

    /// <summary>Asks on the read-write connection.</summary>
    public Task<QemuReply<T>> WriteAsync<T>(
        Guid domain,
        Func<ILibvirtLink, T> ask,
        TimeSpan deadline,
        CancellationToken cancellationToken
    ) => AskAsync(domain, _writing, ask, deadline, cancellationToken);

    public void Dispose()
    {
        _threads.Dispose();
        _reading.Dispose();
        _writing.Dispose();
    }

    private async Task<QemuReply<T>> AskAsync<T>(
        Guid domain,
        LinkSlot slot,
        Func<ILibvirtLink, T> ask,
        TimeSpan deadline,
        CancellationToken cancellationToken
    )
    {
        lock (_lock)
        {
            if (_outstanding.Count >= MaxOutstanding || !_outstanding.Add(domain))
            {
                return QemuReply<T>.NotAsked;
            }
        }

        // The place is the call's, not the caller's: it is free when libvirt returns, however late.
        var answer = _threads.RunAsync(_ => Ask(domain, slot, ask), CancellationToken.None);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var expired = Task.Delay(deadline, time, enough.Token);
        if (await Task.WhenAny(answer, expired) == answer)
        {
            await enough.CancelAsync();
            return await answer;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return QemuReply<T>.Stopped;
    }

    private QemuReply<T> Ask<T>(Guid domain, LinkSlot slot, Func<ILibvirtLink, T> ask)
    {
        try
        {
            return QemuReply<T>.Of(ask(slot.Get()));
        }
        catch (Exception e) when (e is LibvirtException or ObjectDisposedException or EntryPointNotFoundException)
        {
            return QemuReply<T>.Refused(e.Message);
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
