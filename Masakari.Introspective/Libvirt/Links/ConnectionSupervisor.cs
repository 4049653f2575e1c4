using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Libvirt;

/// <summary>Keeps one connection for events and lists: connect, watch, tell, wait, connect again, for ever.</summary>
/// <param name="random">0 up to 1, for the jitter of the waits.</param>
internal sealed partial class ConnectionSupervisor(
    ILibvirtConnector connector,
    ChannelWriter<LibvirtEvent> events,
    TimeProvider time,
    ILogger logger,
    Func<double> random
)
{
    /// <summary>After this an open is told as failed; it goes on, and is used when it succeeds late.</summary>
    public static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(15);

    /// <summary>After this a hanging open is given up and another begun.</summary>
    public static readonly TimeSpan AbandonAfter = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan AliveInterval = TimeSpan.FromSeconds(1);

    private readonly OutageLog _outage = new();
    private ConnectAttempt? _attempt;
    private LibvirtSession? _current;
    private string _reason = "not connected yet";

    /// <summary>The session that calls may use.</summary>
    /// <exception cref="LibvirtDisconnectedException">There is none.</exception>
    public LibvirtSession Current =>
        Volatile.Read(ref _current) is { Lost.IsCancellationRequested: false } session
            ? session
            : throw Disconnected(Volatile.Read(ref _reason));

    public static LibvirtDisconnectedException Disconnected(string reason) =>
        new(0, $"Not connected to libvirt: {reason}");

    /// <summary>Returns when <paramref name="stop"/> is cancelled; never throws.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var failures = 0;
        var told = false;
        try
        {
            while (true)
            {
                try
                {
                    var (session, domains) = await ConnectAsync(stop);
                    failures = 0;
                    told = true;
                    await LiveAsync(session, domains, stop);
                }
                catch (LibvirtException e)
                {
                    failures++;
                    Volatile.Write(ref _reason, e.Message);
                    if (!told)
                    {
                        told = true;
                        events.TryWrite(new DisconnectedEvent(time.GetUtcNow(), e.Message));
                    }
                }

                var delay = ReconnectBackoff.After(Math.Max(1, failures), random());
                if (failures > 0 && _outage.ShouldLog(failures, time.GetUtcNow()))
                {
                    LogCannotConnect(_reason, failures, delay.TotalSeconds);
                }

                await Task.Delay(delay, time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _attempt?.Abandon();
            Volatile.Write(ref _reason, "stopped");
        }
    }

    private async Task<ConnectedSession> ConnectAsync(CancellationToken stop)
    {
        if (_attempt is not null && time.GetElapsedTime(_attempt.Began) > AbandonAfter)
        {
            _attempt.Abandon();
            _attempt = null;
        }

        var attempt = _attempt ??= new ConnectAttempt(connector, events, time);
        try
        {
            var connected = await attempt.Task.WaitAsync(OpenTimeout, time, stop);
            _attempt = null;
            return connected;
        }
        catch (TimeoutException)
        {
            throw Disconnected($"libvirt did not answer within {OpenTimeout.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _attempt = null;
            throw e as LibvirtException ?? new LibvirtException(0, e.Message);
        }
    }

    private async Task LiveAsync(LibvirtSession session, IReadOnlyList<DomainSnapshot> domains, CancellationToken stop)
    {
        LogConnected(domains.Count);
        Volatile.Write(ref _current, session);
        session.Begin(domains);
        try
        {
            await WatchAsync(session, stop);
            LogLost(session.LostReason);
        }
        finally
        {
            session.Fail("stopped");
            Volatile.Write(ref _reason, session.LostReason);
            Volatile.Write(ref _current, null);
            session.End();

            // Closing talks to a daemon that may hang.
            new Thread(session.Dispose) { IsBackground = true, Name = "libvirt close" }.Start();
        }
    }

    private async Task WatchAsync(LibvirtSession session, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, session.Lost);
        using var timer = new PeriodicTimer(AliveInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(either.Token))
            {
                if (!session.Link.IsAlive)
                {
                    session.Fail("the connection is dead");
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested) { }
    }
}
