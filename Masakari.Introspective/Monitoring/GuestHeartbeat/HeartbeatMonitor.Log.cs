using Masakari.Introspective.Protocol.Heartbeat;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.GuestHeartbeat;

internal sealed partial class HeartbeatMonitor
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Name}: {Decision}.")]
    private partial void LogDecision(Guid instanceUuid, string name, string decision);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Name}: {Decision}.")]
    private partial void LogNoHeartbeat(Guid instanceUuid, string name, string decision);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Name} registered on {Port} as '{GuestName}': one heartbeat every {IntervalMs} ms, wish {Wish}."
    )]
    private partial void LogRegistered(
        Guid instanceUuid,
        string name,
        string port,
        string guestName,
        int intervalMs,
        CorrectiveAction wish
    );

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The guest asked for a heartbeat every {AskedMs} ms and gets one every {IntervalMs} ms "
            + "(heartbeat_min_interval, heartbeat_max_interval)."
    )]
    private partial void LogClamped(Guid instanceUuid, int askedMs, int intervalMs);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} answers its heartbeat on {Port}.")]
    private partial void LogEstablished(Guid instanceUuid, string name, string port);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "No answer to a heartbeat challenge on {Port}: {Misses} in a row, {Allowed} allowed."
    )]
    private partial void LogMissed(Guid instanceUuid, string port, int misses, int allowed);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} is well again by its heartbeat on {Port}.")]
    private partial void LogRecovered(Guid instanceUuid, string name, string port);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The guest ended its heartbeat on {Port} ({Text}): not watched there until it registers again."
    )]
    private partial void LogExited(Guid instanceUuid, string port, string text);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Name}: heartbeat not established: the guest has not registered. Is its agent installed, and does it run?"
    )]
    private partial void LogNotEstablished(Guid instanceUuid, string name);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Name}, channel {Port}: {Cause}. Not reported: a line in the log is what the guest wishes for, or all that "
            + "heartbeat_corrective_actions grants."
    )]
    private partial void LogOnly(Guid instanceUuid, string name, string port, string cause);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Name} wishes to be stopped; reported to masakari instead: allow_nova_stop is off."
    )]
    private partial void LogNoStop(Guid instanceUuid, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} wishes to be stopped: asking Nova.")]
    private partial void LogStopping(Guid instanceUuid, string name);

    [LoggerMessage(Level = LogLevel.Information, Message = "Nova stops {Name}.")]
    private partial void LogStopTaken(Guid instanceUuid, string name);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Nova does not stop {Name}; reported to masakari instead: {Reason}"
    )]
    private partial void LogStopRefused(Guid instanceUuid, string name, string reason);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Not counted, the domain does not run or libvirt is away: {Port}: {Cause}."
    )]
    private partial void LogExcused(Guid instanceUuid, string port, string cause);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Port}: connected, but nobody reads what is sent. Not counted as a failure: another client holds the "
            + "socket (ss -xp shows it), or no process in the guest has its port open."
    )]
    private partial void LogUnserved(Guid instanceUuid, string port);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Not reported, failed and recovered moments ago: {Port}: {Cause}. Looked at again with its next heartbeat."
    )]
    private partial void LogTooOften(Guid instanceUuid, string port, string cause);

    [LoggerMessage(Level = LogLevel.Debug, Message = "An answer on {Port} does not count: it came too late.")]
    private partial void LogLate(Guid instanceUuid, string port);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "An answer on {Port} does not count: its value is not the challenge's."
    )]
    private partial void LogWrong(Guid instanceUuid, string port);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The monitor itself was {Late} ms late for a heartbeat on {Port}: not counted. Is the host overloaded?"
    )]
    private partial void LogHostLate(Guid instanceUuid, string port, double late);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message on {Port} was refused: {Why}")]
    private partial void LogRefused(Guid instanceUuid, string port, string why);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A message on {Port} was refused for its version: {Why} Its agent needs an update."
    )]
    private partial void LogVersion(Guid instanceUuid, string port, string why);
}
