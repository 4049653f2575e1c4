using System.Net.Sockets;
using System.Threading.Channels;

namespace Masakari.Introspective.Channels;

/// <summary>The way to the guest: a bounded queue and whoever writes it to the socket. Any thread may add.</summary>
/// <remarks>
/// A message that was cut off by its deadline does no harm to the next: every frame begins with a line feed.
/// </remarks>
internal sealed class SendQueue(TimeSpan deadline, ChannelCounters counters, ChannelLog log, TimeProvider time)
{
    /// <summary>Messages that wait at most.</summary>
    public const int Capacity = 16;

    private readonly Channel<byte[]> _frames = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(Capacity) { SingleReader = true }
    );

    /// <summary>More than half full.</summary>
    public bool IsBusy => _frames.Reader.Count > Capacity / 2;

    /// <returns>False when it is full or closed.</returns>
    public bool TryAdd(byte[] frame)
    {
        if (_frames.Writer.TryWrite(frame))
        {
            return true;
        }

        counters.CountDropped();
        return false;
    }

    public void Close() => _frames.Writer.TryComplete();

    /// <summary>Returns when <paramref name="stop"/> is cancelled or the connection breaks; never throws for either.</summary>
    public async Task RunAsync(Socket socket, CancellationToken stop)
    {
        try
        {
            await foreach (var frame in _frames.Reader.ReadAllAsync(stop))
            {
                if (!await SendAsync(socket, frame, stop))
                {
                    DropAll();
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        catch (SocketException)
        {
            // Whoever reads the socket sees its end, too, and says why.
        }
        finally
        {
            Close();
        }
    }

    /// <returns>False when the guest did not take it in time.</returns>
    private async Task<bool> SendAsync(Socket socket, byte[] frame, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        try
        {
            var rest = frame.AsMemory();
            while (!rest.IsEmpty)
            {
                rest = rest[await socket.SendAsync(rest, SocketFlags.None, either.Token)..];
            }

            return true;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>What waited behind a message that was not taken is as old: the guest gets fresh ones instead.</summary>
    private void DropAll()
    {
        var dropped = 1;
        while (_frames.Reader.TryRead(out _))
        {
            dropped++;
        }

        counters.CountDropped(dropped);
        log.Unread(dropped);
    }
}
