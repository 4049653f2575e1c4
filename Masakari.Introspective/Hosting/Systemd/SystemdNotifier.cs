using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Masakari.Introspective.Hosting.Systemd;

/// <summary>
/// Tells the service manager how we are: one datagram per message to the socket in <c>NOTIFY_SOCKET</c>. Does nothing where
/// the variable is absent, and never throws: a service manager that does not listen is no reason to stop working.
/// </summary>
/// <param name="socketPath">Absolute path, or <c>@name</c> for an abstract socket; null or empty for none.</param>
/// <remarks>sd_notify(3).</remarks>
internal sealed class SystemdNotifier(string? socketPath, TimeProvider time)
{
    /// <summary>Whether somebody asked to be told.</summary>
    public bool IsEnabled => socketPath is ['/' or '@', _, ..];

    public static SystemdNotifier FromEnvironment(TimeProvider time) =>
        new(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), time);

    /// <summary>Start-up, or a reload, is complete.</summary>
    public bool Ready(string status) => Send($"READY=1\nSTATUS={OneLine(status)}");

    /// <summary>Shutdown has begun.</summary>
    public bool Stopping() => Send("STOPPING=1");

    /// <summary>A reload has begun; <see cref="Ready"/> ends it. The time stamp is what Type=notify-reload waits for.</summary>
    public bool Reloading()
    {
        // On Linux the system provider's timestamps are CLOCK_MONOTONIC, the clock that systemd compares with.
        var microseconds = (long)((Int128)time.GetTimestamp() * 1_000_000 / time.TimestampFrequency);
        return Send(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={microseconds}"));
    }

    /// <summary>One line for <c>systemctl status</c>.</summary>
    public bool Status(string status) => Send($"STATUS={OneLine(status)}");

    /// <summary>The keep-alive that WatchdogSec= waits for.</summary>
    public bool Watchdog() => Send("WATCHDOG=1");

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private bool Send(string message)
    {
        if (!IsEnabled)
        {
            return false;
        }

        try
        {
            var address = socketPath![0] == '@' ? string.Concat("\0", socketPath.AsSpan(1)) : socketPath;
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            // A manager that stopped reading must not stop us.
            socket.Blocking = false;
            socket.SendTo(Encoding.UTF8.GetBytes(message), new UnixDomainSocketEndPoint(address));
            return true;
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            return false;
        }
    }
}
