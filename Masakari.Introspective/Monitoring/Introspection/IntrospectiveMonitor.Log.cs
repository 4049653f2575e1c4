using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Introspection;

internal sealed partial class IntrospectiveMonitor
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Asked: {Finding}.")]
    private partial void LogAsked(Guid instanceUuid, string finding);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name}: {Decision}. HA_Enabled: {HaEnabled}.")]
    private partial void LogWatch(Guid instanceUuid, string name, string decision, string haEnabled);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} answers: from now on its silence counts.")]
    private partial void LogFirstAnswer(Guid instanceUuid, string name);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} answers again after it was reported.")]
    private partial void LogRecovered(Guid instanceUuid, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No answer, {Misses} of {Threshold}: {Detail}")]
    private partial void LogMiss(Guid instanceUuid, int misses, int threshold, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "libvirt refuses to ask the guest agent: {Detail}")]
    private partial void LogRefused(Guid instanceUuid, string detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "Now {Finding}.")]
    private partial void LogFinding(Guid instanceUuid, string finding);

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "Not counted, the domain changed while the question was open: {Finding}."
    )]
    private partial void LogStale(Guid instanceUuid, string finding);
}
