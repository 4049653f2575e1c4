using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Evidence;

internal sealed partial class EvidenceKeeper
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Evidence about {Name} is in {Folder}.")]
    private partial void LogSaved(Guid instanceUuid, string name, string folder);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "No evidence is saved about {Name}: more verdicts fell than could be written, and this is the oldest that waits."
    )]
    private partial void LogDropped(Guid instanceUuid, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Evidence about {Name} could not be saved: {Reason}")]
    private partial void LogFailed(Guid instanceUuid, string name, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old evidence could not be removed: {Reason}")]
    private partial void LogNotPruned(string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A defect while evidence about {Name} was saved: please report it."
    )]
    private partial void LogDefect(Exception defect, Guid instanceUuid, string name);
}
