using Microsoft.Extensions.Logging;

// The instance is a field of the journal and the line's [instance: UUID], not part of the text that operators grep.
#pragma warning disable SYSLIB1015

namespace Masakari.Introspective.Notifications;

internal sealed partial class AttemptLog
{
    [LoggerMessage(4111, LogLevel.Information, "Send a notification. {Notification}")]
    private partial void LogSending(Guid instanceUuid, string notification);

    [LoggerMessage(4112, LogLevel.Information, "Response: {Response}")]
    private partial void LogResponse(Guid instanceUuid, string response);

    [LoggerMessage(4113, LogLevel.Warning, "Retry sending a notification. ({Reason})")]
    private partial void LogRetry(Guid instanceUuid, string reason);

    [LoggerMessage(
        4114,
        LogLevel.Error,
        "Failed to send the notification to {Sink} after {Tries} tries: {Reason} It stays in the outbox and is tried again "
            + "in {Delay:0} s and on, for as long as the fault is true."
    )]
    private partial void LogGaveUp(Guid instanceUuid, string sink, int tries, string reason, double delay);

    [LoggerMessage(4115, LogLevel.Information, "Notification {EventName} {Detail} is withdrawn: {Reason}")]
    private partial void LogWithdrawn(Guid instanceUuid, string eventName, string detail, string reason);

    [LoggerMessage(
        4116,
        LogLevel.Information,
        "Notification {EventName} waits: whether the fault is still true is not known now ({Reason})."
    )]
    private partial void LogUnknown(Guid instanceUuid, string eventName, string reason);

    [LoggerMessage(
        4117,
        LogLevel.Warning,
        "{Sink} has an equal notification already and refuses this one; it is reported anew in {Delay:0} s if the fault is "
            + "still true then. ({Reason})"
    )]
    private partial void LogDuplicate(Guid instanceUuid, string sink, double delay, string reason);

    [LoggerMessage(
        4118,
        LogLevel.Warning,
        "{Sink} has host {HostName} in maintenance and refuses the notification; it is tried again every {Delay:0} s."
    )]
    private partial void LogMaintenance(Guid instanceUuid, string sink, string hostName, double delay);

    [LoggerMessage(
        4119,
        LogLevel.Error,
        "Host {HostName} is in no failover segment, so nothing on it can be recovered: add it "
            + "(masakari-introspective segment register-this-host SEGMENT) or set [DEFAULT] hostname to the name masakari knows. Notifications are kept meanwhile. ({Reason})"
    )]
    private partial void LogNotRegistered(Guid instanceUuid, string hostName, string reason);

    [LoggerMessage(4120, LogLevel.Debug, "Still refused, next try in {Delay:0} s: {Reason}")]
    private partial void LogStillRefused(Guid instanceUuid, double delay, string reason);

    [LoggerMessage(
        4121,
        LogLevel.Error,
        "{Sink} refuses the notification as malformed, a defect of this program; it is kept in the outbox's folder "
            + "rejected. ({Reason})"
    )]
    private partial void LogMalformed(Guid instanceUuid, string sink, string reason);

    [LoggerMessage(
        4122,
        LogLevel.Error,
        "{Sink} does not let us in; the next try is in {Delay:0} s. Check the user of [api] and its role. ({Reason})"
    )]
    private partial void LogNotAllowed(Guid instanceUuid, string sink, double delay, string reason);

    [LoggerMessage(4123, LogLevel.Information, "Notification {EventName} {Detail} ends here: {Reason}")]
    private partial void LogInformationEnded(Guid instanceUuid, string eventName, string detail, string reason);

    [LoggerMessage(
        4124,
        LogLevel.Warning,
        "Failed to send the notification {EventName} {Detail} after {Tries} tries; it is information only and dropped. ({Reason})"
    )]
    private partial void LogInformationGivenUp(
        Guid instanceUuid,
        string eventName,
        string detail,
        int tries,
        string reason
    );

    [LoggerMessage(
        4125,
        LogLevel.Warning,
        "More information for masakari's record than can be sent: {Total} notifications dropped so far, the oldest first."
    )]
    private partial void LogInformationDropped(long total);

    [LoggerMessage(
        4126,
        LogLevel.Warning,
        "{Count} notifications that are information only were not sent before the end, and are dropped."
    )]
    private partial void LogInformationLeft(int count);
}
