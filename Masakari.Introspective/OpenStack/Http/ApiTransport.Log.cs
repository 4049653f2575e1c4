using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.OpenStack.Http;

internal sealed partial class ApiTransport
{
    [LoggerMessage(
        3001,
        LogLevel.Warning,
        "[{Group}] insecure = true: server certificates are not checked; set cafile instead."
    )]
    private static partial void LogInsecure(ILogger logger, string group);
}
