using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Fence;

internal sealed partial class Fencer
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Name} is destroyed [fence]: {Reason}; masakari-api has its report."
    )]
    private partial void LogFence(Guid instanceUuid, string name, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} is not destroyed [fence]: {Reason}.")]
    private partial void LogLeft(Guid instanceUuid, string name, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Name} could not be destroyed [fence]: {Reason}")]
    private partial void LogFailed(Guid instanceUuid, string name, string reason);
}
