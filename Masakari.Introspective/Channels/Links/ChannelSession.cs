using System.Net.Sockets;
using Masakari.Introspective.Protocol.Framing;

namespace Masakari.Introspective.Channels;

/// <summary>One connection of a channel: reads within the limits, writes what is queued, until it ends.</summary>
internal sealed class ChannelSession(
    Socket socket,
    FrameReader frames,
    GroupRouter router,
    SendQueue queue,
    IntakeLimits limits,
    ChannelCounters counters,
    ChannelLog log,
    TimeProvider time
)
{
    // Then others have their turn: a read may end at once for as long as a guest sends.
    private const int ReadsPerTurn = 4;

    private readonly byte[] _buffer = new byte[IntakeLimits.ReadSize];

    /// <summary>Closes the socket before it returns.</summary>
    /// <returns>Why it ended.</returns>
    public async Task<string> RunAsync(CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        router.Open();
        var sending = queue.RunAsync(socket, end.Token);
        var why = "a defect";
        try
        {
            why = await ReadAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            why = "no longer followed";
        }
        catch (SocketException e)
        {
            why = e.Message;
        }
        finally
        {
            queue.Close();
            await end.CancelAsync();
            socket.Dispose();
            await sending;
            router.Close(why);
        }

        return why;
    }

    private async Task<string> ReadAsync(CancellationToken stop)
    {
        for (var reads = 1; ; reads++)
        {
            if (!await HoldBackAsync(limits.UntilRead, stop))
            {
                return "QEMU closed it while the guest was held back";
            }

            var length = await socket.ReceiveAsync(_buffer, SocketFlags.None, stop);
            if (length == 0)
            {
                return "QEMU closed it";
            }

            limits.TakeRead(length);
            for (ReadOnlyMemory<byte> rest = _buffer.AsMemory(0, length); !rest.IsEmpty; rest = Cut(rest))
            {
                if (!await HoldBackAsync(limits.UntilMessage, stop))
                {
                    return "QEMU closed it while the guest was held back";
                }
            }

            if (reads % ReadsPerTurn == 0)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>Takes at most one message off the front.</summary>
    private ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> input)
    {
        var rest = input.Span;
        switch (frames.Next(ref rest, out var frame))
        {
            case FrameKind.Complete:
                limits.TakeMessage();
                router.Receive(frame);
                break;
            case FrameKind.TooLong:
                limits.TakeMessage();
                router.ReceiveTooLong();
                break;
            default:
                break;
        }

        return input[^rest.Length..];
    }

    /// <returns>False when the other end went away meanwhile: what it left unread is over the limits, and void.</returns>
    private async Task<bool> HoldBackAsync(Func<TimeSpan> wait, CancellationToken stop)
    {
        while (wait() is var pause && pause > TimeSpan.Zero)
        {
            counters.CountThrottled();
            log.Throttled();
            await Task.Delay(pause, time, stop);
            if (IsOtherEndGone())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writing nothing fails only where writing something would.</summary>
    private bool IsOtherEndGone()
    {
        socket.Send(ReadOnlySpan<byte>.Empty, SocketFlags.None, out var error);
        return error is not (SocketError.Success or SocketError.WouldBlock);
    }
}
