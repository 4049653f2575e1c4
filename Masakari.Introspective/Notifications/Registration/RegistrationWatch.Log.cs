using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Notifications.Registration;

internal sealed partial class RegistrationWatch
{
    [LoggerMessage(
        4301,
        LogLevel.Warning,
        "Host {HostName} is in no failover segment: masakari refuses every notification about the instances here. Add it "
            + "with 'masakari-introspective segment register-this-host SEGMENT', or set [DEFAULT] hostname to the name "
            + "that nova-compute and masakari have for this host."
    )]
    private partial void LogUnregistered(string hostName);

    [LoggerMessage(4302, LogLevel.Information, "Host {HostName} is in failover segment {Segment}.")]
    private partial void LogRegistered(string hostName, string segment);

    [LoggerMessage(
        4303,
        LogLevel.Information,
        "Host {HostName} is in maintenance in failover segment {Segment}: masakari refuses its notifications."
    )]
    private partial void LogMaintenance(string hostName, string segment);

    [LoggerMessage(4304, LogLevel.Information, "Host {HostName} is no longer in maintenance.")]
    private partial void LogNoMaintenance(string hostName);

    [LoggerMessage(
        4305,
        LogLevel.Information,
        "Failover segment {Segment} of host {HostName} is disabled: masakari stores notifications and recovers nothing."
    )]
    private partial void LogDisabled(string hostName, string segment);

    [LoggerMessage(4306, LogLevel.Information, "Failover segment {Segment} of host {HostName} is enabled again.")]
    private partial void LogEnabled(string hostName, string segment);

    [LoggerMessage(4307, LogLevel.Debug, "Whether masakari knows host {HostName} was not found out: {Reason}")]
    private partial void LogNotRead(string hostName, string reason);

    [LoggerMessage(4308, LogLevel.Error, "A defect ended the look at this host's registration: please report it.")]
    private partial void LogDefect(Exception defect);
}
