using Masakari.Introspective.Configuration;
using Masakari.Introspective.Protocol.Base;
using Masakari.Introspective.Protocol.Text;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Channels;

/// <summary>What is said about one followed channel, and what only once, since a guest must not fill the log.</summary>
/// <param name="forbidden">Shared by all channels of the hub: missing rights are the host's fault, not the guest's.</param>
internal sealed partial class ChannelLog(ChannelTarget target, Episode forbidden, ILogger logger, TimeProvider time)
{
    /// <summary>After this long without it, something that kept happening is said anew.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Episode _throttled = new(Quiet);
    private readonly Episode _unread = new(Quiet);
    private readonly Episode _broken = new(Quiet);
    private readonly Episode _speaks = new(Quiet);
    private readonly Episode _defect = new(Quiet);
    private ConnectFailure? _told;

    public void Connected()
    {
        _told = null;
        LogConnected(target.Port, target.Instance);
    }

    public void Closed(string why) => LogClosed(target.Port, why, target.Instance);

    /// <summary>Says each kind of failure once until the channel is connected.</summary>
    public void CannotConnect(ConnectFailure failure, string why)
    {
        if (_told == failure)
        {
            return;
        }

        _told = failure;
        switch (failure)
        {
            case ConnectFailure.Absent:
                LogAbsent(target.Port, target.Path, target.Instance);
                break;
            case ConnectFailure.Forbidden:
                Forbidden();
                break;
            case ConnectFailure.Busy:
                LogBusy(target.Port, target.Path, target.Instance);
                break;
            default:
                LogCannotConnect(target.Port, target.Path, why, target.Instance);
                break;
        }
    }

    public void Throttled()
    {
        if (_throttled.Begins(time.Monotonic()))
        {
            LogThrottled(target.Port, target.Instance);
        }
    }

    public void Unread(int messages)
    {
        if (_unread.Begins(time.Monotonic()))
        {
            LogUnread(target.Port, messages, target.Instance);
        }
    }

    /// <param name="why">May hold a guest's words.</param>
    public void Broken(string why)
    {
        if (_broken.Begins(time.Monotonic()))
        {
            LogBroken(target.Port, WireText.Clean(why, WireText.LogMessage), target.Instance);
        }
    }

    public void Speaks(ChannelFormat format)
    {
        if (_speaks.Begins(time.Monotonic()))
        {
            var words = format is ChannelFormat.Base ? "the base layer" : $"plain {GroupAddress.Heartbeat} messages";
            LogSpeaks(target.Port, words, target.Instance);
        }
    }

    public void Defect(Exception exception)
    {
        if (_defect.Begins(time.Monotonic()))
        {
            LogDefect(exception, target.Port, target.Instance);
        }
    }

    private void Forbidden()
    {
        bool isFirst;
        lock (forbidden)
        {
            isFirst = forbidden.Begins(time.Monotonic());
        }

        if (isFirst)
        {
            LogForbidden(target.Port, target.Path, target.Instance);
        }
        else
        {
            LogForbiddenToo(target.Port, target.Path, target.Instance);
        }
    }
}
