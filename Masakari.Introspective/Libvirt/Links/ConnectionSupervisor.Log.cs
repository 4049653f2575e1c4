using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Libvirt;

internal sealed partial class ConnectionSupervisor
{
    [LoggerMessage(2001, LogLevel.Information, "Connected to libvirt: {Domains} domains.")]
    private partial void LogConnected(int domains);

    /// <summary>The first sentence is masakari-instancemonitor's, which operators look for.</summary>
    [LoggerMessage(2002, LogLevel.Warning, "Libvirt Connection Closed Unexpectedly. Reason: {Reason}.")]
    private partial void LogLost(string reason);

    [LoggerMessage(
        2003,
        LogLevel.Warning,
        "Cannot connect to libvirt: {Reason} (try {Failures}, the next one in {Seconds:0.0} s)."
    )]
    private partial void LogCannotConnect(string reason, int failures, double seconds);
}
