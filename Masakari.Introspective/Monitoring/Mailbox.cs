using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring;

/// <summary>Runs everything that touches the monitor's state one after another, so that no state needs a lock.</summary>
/// <param name="isInline">
/// Runs a post inside the call that makes it, where nothing else runs: for simulated time, which must not outrun the work.
/// </param>
internal sealed partial class Mailbox(ILogger<Mailbox> logger, bool isInline = false) : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<Action> _posts = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isOpen;
    private int _isBusy;

    /// <summary>Ends with <see cref="RunAsync"/>: what was not answered by then never is.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Has <paramref name="action"/> run in turn. After the end of <see cref="RunAsync"/> it is dropped.</summary>
    public void Post(Action action)
    {
        _posts.Enqueue(action);
        if (!Begin())
        {
            return;
        }

        if (isInline)
        {
            Drain();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>
    /// As <see cref="Post"/>, but on the caller's thread where nothing else runs, which saves waking another: for a caller of
    /// the thread pool that holds no lock and has nothing else to do.
    /// </summary>
    public void PostHere(Action action)
    {
        _posts.Enqueue(action);
        if (Begin())
        {
            Drain();
        }
    }

    /// <summary>Reads state in turn; what the question throws, its asker gets.</summary>
    public async Task<T> AskAsync<T>(Func<T> question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => Answer(question, answer));
        return await answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Runs posts until cancelled; when it ends, none runs any more.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _isOpen = true;
        if (Begin())
        {
            Drain();
        }

        try
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _isOpen = false;
            while (Interlocked.CompareExchange(ref _isBusy, 1, 0) != 0)
            {
                await Task.Yield();
            }

            _ended.TrySetResult();
        }
    }

    /// <summary>The thread pool's turn.</summary>
    public void Execute() => Drain();

    private bool Begin() => _isOpen && Interlocked.CompareExchange(ref _isBusy, 1, 0) == 0;

    /// <summary>Runs what waits, as the one who has begun; what is posted after the last look begins anew.</summary>
    private void Drain()
    {
        do
        {
            while (_isOpen && _posts.TryDequeue(out var post))
            {
                Run(post);
            }

            Interlocked.Exchange(ref _isBusy, 0);
        } while (!_posts.IsEmpty && Begin());
    }

#pragma warning disable CA1031 // Whatever it is, it is the asker's.
    private static void Answer<T>(Func<T> question, TaskCompletionSource<T> answer)
    {
        try
        {
            answer.TrySetResult(question());
        }
        catch (Exception failure)
        {
            answer.TrySetException(failure);
        }
    }
#pragma warning restore CA1031

#pragma warning disable CA1031 // One defect must not end the watch over every guest: it is logged and the next post runs.
    private void Run(Action post)
    {
        try
        {
            post();
        }
        catch (Exception defect)
        {
            LogDefect(defect);
        }
    }
#pragma warning restore CA1031

    [LoggerMessage(Level = LogLevel.Error, Message = "A defect in the monitor, which goes on: please report it.")]
    private partial void LogDefect(Exception defect);
}
