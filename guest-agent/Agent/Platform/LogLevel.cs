namespace Masakari.Introspective.Agent.Platform;

/// <summary>How grave a line is; the numbers are syslog's.</summary>
internal enum LogLevel
{
    Error = 3,
    Warning = 4,
    Info = 6,
    Debug = 7,
}
