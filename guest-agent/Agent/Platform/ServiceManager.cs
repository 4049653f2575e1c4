using System.Globalization;
using System.Text;

namespace Masakari.Introspective.Agent.Platform;

/// <summary>Tells systemd how the agent is: sd_notify(3). Does nothing where there is no systemd.</summary>
/// <param name="address">NOTIFY_SOCKET; null or empty without systemd.</param>
/// <param name="watchdogUsec">WATCHDOG_USEC: systemd restarts what was silent for so many microseconds.</param>
internal sealed class ServiceManager(string? address, string? watchdogUsec)
{
    private readonly long _everyMs = Period(address, watchdogUsec);
    private long _nextMs;
    private string _status = "";

    /// <summary>When <see cref="Tick"/> is due, in ms of the loop's clock.</summary>
    public long Due => _everyMs == 0 ? long.MaxValue : _nextMs;

    public static ServiceManager FromEnvironment() =>
        new(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), Environment.GetEnvironmentVariable("WATCHDOG_USEC"));

    public void Ready() => Send("READY=1");

    public void Stopping() => Send("STOPPING=1");

    /// <summary>Shown by systemctl status; said when it changes.</summary>
    public void Status(string text)
    {
        if (!string.Equals(text, _status, StringComparison.Ordinal))
        {
            _status = text;
            Send($"STATUS={text}");
        }
    }

    /// <summary>Says that the loop turns.</summary>
    public void Tick(long now)
    {
        if (now >= Due)
        {
            _nextMs = now + _everyMs;
            Send("WATCHDOG=1");
        }
    }

    private static long Period(string? address, string? usec) =>
        address is { Length: > 0 } && long.TryParse(usec, CultureInfo.InvariantCulture, out var limit) && limit > 0
            ? Math.Max(limit / 2000, 1)
            : 0;

    private void Send(string text)
    {
        if (address is not { Length: > 0 })
        {
            return;
        }

        var handle = UnixSocket.Connect(address, Libc.Datagram);
        if (handle >= 0)
        {
            _ = Handle.Write(handle, Encoding.UTF8.GetBytes(text));
            _ = Libc.Close(handle);
        }
    }
}
