using System.Globalization;
using System.Text;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Agent.Platform;

/// <summary>Lines for standard error (which systemd passes to its journal) or for syslog. Never fails, never waits.</summary>
/// <param name="toSyslog">To /dev/log; standard error where that is absent.</param>
/// <param name="most">Lines less grave than this are left out.</param>
internal sealed class AgentLog(bool toSyslog, LogLevel most) : IDisposable
{
    private const string Name = "masakari-guest-agent";
    private const string SyslogPath = "/dev/log";
    private const int LineLimit = 1000;
    private const int StandardError = 2;

    // systemd sets it for a standard error that is its journal, and then reads levels off the lines.
    private readonly bool _isJournal = Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null;
    private int _syslog = -1;

    public void Error(string text) => Write(LogLevel.Error, text);

    public void Warning(string text) => Write(LogLevel.Warning, text);

    public void Info(string text) => Write(LogLevel.Info, text);

    public void Debug(string text) => Write(LogLevel.Debug, text);

    public void Dispose()
    {
        if (_syslog >= 0)
        {
            _ = Libc.Close(_syslog);
            _syslog = -1;
        }
    }

    private void Write(LogLevel level, string text)
    {
        if (level > most)
        {
            return;
        }

        var clean = WireText.Clean(text, LineLimit);
        if (toSyslog && Syslog(level, clean))
        {
            return;
        }

        var number = ((int)level).ToString(CultureInfo.InvariantCulture);
        var line = _isJournal ? $"<{number}>{clean}\n" : $"{Name}: {clean}\n";
        _ = Handle.Write(StandardError, Encoding.UTF8.GetBytes(line));
    }

    private bool Syslog(LogLevel level, string text)
    {
        const int daemon = 3 << 3;
        var number = (daemon | (int)level).ToString(CultureInfo.InvariantCulture);
        var process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var line = Encoding.UTF8.GetBytes($"<{number}>{Name}[{process}]: {text}");
        // A syslog daemon that was restarted has another socket: one more try.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            _syslog = _syslog >= 0 ? _syslog : UnixSocket.Connect(SyslogPath, Libc.Datagram);
            if (_syslog >= 0 && (Handle.Write(_syslog, line) || Libc.Error == Libc.TryAgain))
            {
                return true;
            }

            Dispose();
        }

        return false;
    }
}
