using System.Net.Sockets;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Protocol.Framing;

namespace Masakari.Introspective.Channels;

/// <summary>Keeps one channel connected: connect, serve, close, wait, connect again, until it is ended.</summary>
internal sealed class ChannelFollower(
    ChannelTarget target,
    ChannelOptions options,
    IReadOnlyDictionary<string, IGroupListener> listenersByGroup,
    IntakeLimits limits,
    ChannelLog log,
    TimeProvider time
) : IAsyncDisposable
{
    // Small, so that little that is stale waits for a guest that does not read.
    private const int SendBuffer = 16 * 1024;

    private readonly ChannelCounters _counters = new();
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _wake = NewWake();

    public ChannelTarget Target { get; } = target;

    /// <summary>Whether it was told to end; its socket may still be open until <see cref="Completion"/>.</summary>
    public bool IsEnding => _stop.IsCancellationRequested;

    /// <summary>Completes when it has ended and its socket is closed; never fails.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    public ChannelSnapshot Snapshot() => _counters.Snapshot(Target);

    /// <param name="previous">QEMU serves one client at a time: who had this channel before closes first.</param>
    public void Start(Task previous) => Completion = Task.Run(() => RunAsync(previous));

    /// <summary>Ends the current wait, or the next one if there is none, and begins the back-off anew.</summary>
    public void Retry() => Volatile.Read(ref _wake).TrySetResult();

    /// <summary>Ends it; returns when its socket is closed. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Completion;
    }

    private static TaskCompletionSource NewWake() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync(Task previous)
    {
        await previous;
        var stop = _stop.Token;
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            var began = time.Monotonic();
            try
            {
                await ServeAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                log.Defect(e);
            }

            // One that ends soon after it began counts as a failure: QEMU in a crash loop is not hammered.
            failures = time.Monotonic() - began >= ChannelBackoff.Steady ? 1 : failures + 1;
            var pause = ChannelBackoff.After(failures, Random.Shared.NextDouble());
            if (await WokenAsync(pause, stop))
            {
                failures = 0;
            }
        }
    }

    private async Task ServeAsync(CancellationToken stop)
    {
        if (await ConnectAsync(stop) is not { } socket)
        {
            return;
        }

        _counters.CountConnected();
        log.Connected();
        var queue = new SendQueue(options.SendTimeout, _counters, log, time);
        var router = new GroupRouter(
            Target,
            listenersByGroup,
            queue,
            () => SocketBacklog.IsEmpty(socket),
            _counters,
            log,
            time
        );
        var frames = new FrameReader(GroupRouter.Limit(Target.Format));
        try
        {
            var session = new ChannelSession(socket, frames, router, queue, limits, _counters, log, time);
            log.Closed(await session.RunAsync(stop));
        }
        finally
        {
            _counters.CountDisconnected();
        }
    }

    /// <returns>Null when it could not be connected; that is said.</returns>
    private async Task<Socket?> ConnectAsync(CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Blocking = false;
            socket.SendBufferSize = SendBuffer;
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Target.Path), stop);
            return socket;
        }
        catch (SocketException e)
        {
            log.CannotConnect(ConnectFailures.Of(e.SocketErrorCode), e.Message);
        }
        catch (ArgumentException e)
        {
            // A path that is longer than the kernel takes.
            log.CannotConnect(ConnectFailure.Other, e.Message);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        socket.Dispose();
        return null;
    }

    /// <returns>Whether <see cref="Retry"/> ended the wait.</returns>
    private async Task<bool> WokenAsync(TimeSpan pause, CancellationToken stop)
    {
        var wake = _wake;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(wake.Task, Task.Delay(pause, time, over.Token));
        await over.CancelAsync();
        if (!wake.Task.IsCompleted)
        {
            return false;
        }

        Volatile.Write(ref _wake, NewWake());
        return true;
    }
}
