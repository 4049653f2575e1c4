using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Serilog.Events;
using Serilog.Formatting;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>The local syslog daemon: one datagram per line, in the form that syslog(3) sends.</summary>
/// <remarks>RFC 3164, without the host name that a local daemon adds itself.</remarks>
internal sealed class SyslogTarget(string path, int facility, LogSource source, ITextFormatter formatter) : LogTarget
{
    // What rsyslog takes by default (maxMessageSize).
    private const int MaxBytes = 8 * 1024;

    private readonly DatagramSocket _socket = new(path);

    public override string Name => $"syslog at {path}";

    public override string Cure => "Start a syslog daemon, or set use_syslog = false in [DEFAULT]";

    public override void Write(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        formatter.Format(logEvent, text);
        var priority = (facility * 8) + LogLevelNames.Severity(logEvent.Level);
        var stamp = StrfTime.Format(logEvent.Timestamp, "%b %e %H:%M:%S");
        var head = string.Create(CultureInfo.InvariantCulture, $"<{priority}>{stamp} {source.Prog}[{source.Pid}]: ");
        foreach (var line in text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Send(Encoding.UTF8.GetBytes(head + line));
        }
    }

    public override void Reopen() => _socket.Dispose();

    private void Send(byte[] datagram)
    {
        try
        {
            _socket.Send(Utf8.Cut(datagram, MaxBytes));
        }
        catch (SocketException e) when (e.SocketErrorCode != SocketError.MessageSize)
        {
            // The daemon may just have been restarted: its new socket has the old name.
            _socket.Send(Utf8.Cut(datagram, MaxBytes));
        }
    }
}
