namespace Masakari.Introspective.Libvirt;

/// <summary>
/// A fixed number of threads of their own for calls that block, so that neither callers nor the thread pool wait.
/// What is queued can be cancelled; what runs ends by itself.
/// </summary>
/// <remarks>
/// A monitor's lock, not a blocking collection: that one spins before it waits, which with a few questions a second cost
/// more processor time than the questions.
/// </remarks>
internal sealed class WorkerThreads : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<WorkItem> _queue = [];
    private readonly bool _isInline;
    private bool _isClosed;

    /// <param name="name">Name of the threads, for the operator who looks at them.</param>
    /// <param name="isInline">What awaits the work goes on in these threads: it must be short, and must not block.</param>
    public WorkerThreads(string name, int count, bool isInline = false)
    {
        _isInline = isInline;
        for (var i = 0; i < count; i++)
        {
            var worker = i;
            new Thread(() => Run(worker)) { IsBackground = true, Name = name }.Start();
        }
    }

    /// <summary>Runs <paramref name="work"/> on a free thread; it is given the number of that thread, from 0.</summary>
    public Task<T> RunAsync<T>(Func<int, T> work, CancellationToken cancellationToken)
    {
        var item = new WorkItem<T>(work, _isInline, cancellationToken);
        lock (_gate)
        {
            if (_isClosed)
            {
                return Task.FromException<T>(new LibvirtDisconnectedException(0, "The libvirt connection was closed"));
            }

            _queue.Enqueue(item);
            Monitor.Pulse(_gate);
        }

        return item.Task;
    }

    /// <summary>Takes no more work; the threads end after what is queued.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Run(int worker)
    {
        while (Take() is { } item)
        {
            item.Run(worker);
        }
    }

    private WorkItem? Take()
    {
        lock (_gate)
        {
            while (_queue.Count == 0)
            {
                if (_isClosed)
                {
                    return null;
                }

                Monitor.Wait(_gate);
            }

            return _queue.Dequeue();
        }
    }
}
