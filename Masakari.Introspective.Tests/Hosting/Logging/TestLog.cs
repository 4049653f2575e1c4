using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Tests.Hosting.Logging;

/// <summary>Log methods as the product writes them.</summary>
internal static partial class TestLog
{
    [LoggerMessage(1, LogLevel.Information, "Guest says {Text}")]
    public static partial void Says(ILogger logger, string text);

    [LoggerMessage(2, LogLevel.Warning, "Missed {Count} of {Ratio:F1}")]
    public static partial void Missed(ILogger logger, Guid instanceUuid, int count, double ratio);

    [LoggerMessage(3, LogLevel.Debug, "Details")]
    public static partial void Details(ILogger logger);

    [LoggerMessage(4, LogLevel.Error, "Failed")]
    public static partial void Failed(ILogger logger, Exception exception);
}
