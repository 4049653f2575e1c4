using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.OpenStack.Identity;

internal sealed partial class KeystoneIdentity
{
    [LoggerMessage(3011, LogLevel.Debug, "Logged in to Keystone at {Url}; the token expires at {Expires}.")]
    private static partial void LogLoggedIn(ILogger logger, Uri url, string expires);
}
