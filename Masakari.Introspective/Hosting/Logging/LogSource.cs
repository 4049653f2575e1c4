using System.Net;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>What the log says about this process.</summary>
/// <param name="Prog">Program name: syslog tag, journal identifier, name of the log file.</param>
internal sealed record LogSource(string Prog, int Pid, string HostName)
{
    // Not Environment.MachineName, which ends at the first dot.
    public static LogSource Current(string prog) => new(prog, Environment.ProcessId, Dns.GetHostName());
}
