namespace Masakari.Introspective.Libvirt;

/// <inheritdoc/>
internal sealed class WorkItem<T> : WorkItem
{
    private readonly TaskCompletionSource<T> _completion;
    private readonly Func<int, T> _work;
    private readonly CancellationTokenRegistration _cancellation;
    private int _taken;

    /// <param name="isInline">What awaits the work goes on in the worker's thread: no other has to be woken for it.</param>
    public WorkItem(Func<int, T> work, bool isInline, CancellationToken cancellationToken)
    {
        _completion = new TaskCompletionSource<T>(
            isInline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously
        );
        _work = work;
        _cancellation = cancellationToken.Register(() =>
        {
            if (Interlocked.Exchange(ref _taken, 1) == 0)
            {
                _completion.TrySetCanceled(cancellationToken);
            }
        });
    }

    public Task<T> Task => _completion.Task;

    public override void Run(int worker)
    {
        if (Interlocked.Exchange(ref _taken, 1) != 0)
        {
            return;
        }

        _cancellation.Unregister();
        try
        {
            _completion.TrySetResult(_work(worker));
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to the caller who awaits it, not to this thread.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _completion.TrySetException(e);
        }
    }
}
