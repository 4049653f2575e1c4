using System.Globalization;
using System.Net.Sockets;
using Serilog.Events;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>The systemd journal, natively: its fields are named as oslo.log names them, plus INSTANCE_UUID.</summary>
internal sealed class JournalTarget(string path, LoggingSettings settings, LogSource source) : LogTarget
{
    // A datagram must fit the socket's send buffer (212,992 bytes by default, overhead included); passing a memfd instead
    // would be native code for a message that nobody reads to its end.
    private const int LargestValue = 64 * 1024;
    private const int SmallestValue = 1024;

    private readonly InstancePrefix _instance = new(settings.InstanceFormat, new List<string>());
    private readonly DatagramSocket _socket = new(path);

    public override string Name => $"systemd journal at {path}";

    public override string Cure =>
        "Run under systemd (in a container: mount /run/systemd/journal), or set use_journal = false in [DEFAULT]";

    public override void Write(LogEvent logEvent)
    {
        for (var limit = LargestValue; ; limit /= 4)
        {
            try
            {
                Send(Entry(logEvent, limit).Bytes.Span);
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.MessageSize && limit > SmallestValue)
            {
                // A smaller buffer than the usual one: try again with less text.
            }
        }
    }

    public override void Reopen() => _socket.Dispose();

    private void Send(ReadOnlySpan<byte> entry)
    {
        try
        {
            _socket.Send(entry);
        }
        catch (SocketException e) when (e.SocketErrorCode != SocketError.MessageSize)
        {
            // journald may just have been restarted: its new socket has the old name.
            _socket.Send(entry);
        }
    }

    private JournalEntry Entry(LogEvent logEvent, int limit)
    {
        var message = LogText.Message(logEvent);
        var trace = ExceptionPolicy.ShowTrace(logEvent, settings.Debug);
        var text = trace ? message : message + ExceptionPolicy.Summary(logEvent, message);
        var name = LogText.Property(logEvent, "SourceContext");
        var entry = new JournalEntry();
        entry.Add("MESSAGE", _instance.For(logEvent) + text, limit);
        entry.Add("PRIORITY", LogLevelNames.Severity(logEvent.Level).ToString(CultureInfo.InvariantCulture));
        entry.Add("SYSLOG_IDENTIFIER", source.Prog);
        entry.Add("SYSLOG_FACILITY", settings.SyslogFacility.ToString(CultureInfo.InvariantCulture));
        entry.Add("SYSLOG_PID", source.Pid.ToString(CultureInfo.InvariantCulture));
        entry.Add("PROCESS_NAME", source.Prog);
        entry.Add("LOGGER_NAME", name);
        entry.Add("LOGGER_LEVEL", LogLevelNames.Name(logEvent.Level));
        entry.Add("CODE_FILE", name);
        entry.Add("CODE_FUNC", LogFields.Function(logEvent));
        entry.Add("INSTANCE_UUID", InstancePrefix.Uuid(logEvent));
        entry.Add("EXCEPTION_TEXT", trace ? logEvent.Exception!.ToString() : "", limit);
        return entry;
    }
}
