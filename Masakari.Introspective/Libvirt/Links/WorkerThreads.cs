using System.Collections.Concurrent;

namespace Masakari.Introspective.Libvirt;

/// <summary>
/// A fixed number of threads of their own for calls that block, so that neither callers nor the thread pool wait.
/// What is queued can be cancelled; what runs ends by itself.
/// </summary>
internal sealed class WorkerThreads : IDisposable
{
    private readonly BlockingCollection<WorkItem> _queue = [];

    /// <param name="name">Name of the threads, for the operator who looks at them.</param>
    public WorkerThreads(string name, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var worker = i;
            new Thread(() => Run(worker)) { IsBackground = true, Name = name }.Start();
        }
    }

    /// <summary>Runs <paramref name="work"/> on a free thread; it is given the number of that thread, from 0.</summary>
    public Task<T> RunAsync<T>(Func<int, T> work, CancellationToken cancellationToken)
    {
        var item = new WorkItem<T>(work, cancellationToken);
        try
        {
            _queue.Add(item, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            return Task.FromException<T>(new LibvirtDisconnectedException(0, "The libvirt connection was closed"));
        }

        return item.Task;
    }

    /// <summary>Takes no more work; the threads end after what is queued.</summary>
    public void Dispose() => _queue.CompleteAdding();

    private void Run(int worker)
    {
        foreach (var item in _queue.GetConsumingEnumerable())
        {
            item.Run(worker);
        }
    }
}
