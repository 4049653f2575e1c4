using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring;

/// <summary>Runs everything that touches the monitor's state one after another, so that no state needs a lock.</summary>
/// <param name="isInline">
/// Runs a post inside the call that makes it, where nothing else runs: for simulated time, which must not outrun the work.
/// </param>
internal sealed partial class Mailbox(ILogger<Mailbox> logger, bool isInline = false)
{
    private readonly Channel<Action> _posts = Channel.CreateUnbounded<Action>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = isInline }
    );

    /// <summary>Has <paramref name="action"/> run in turn. After the end of <see cref="RunAsync"/> it is dropped.</summary>
    public void Post(Action action) => _posts.Writer.TryWrite(action);

    /// <summary>Reads state in turn.</summary>
    public async Task<T> AskAsync<T>(Func<T> question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => answer.TrySetResult(question()));
        return await answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Runs posts until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var post in _posts.Reader.ReadAllAsync(cancellationToken))
        {
            Run(post);
        }
    }

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
