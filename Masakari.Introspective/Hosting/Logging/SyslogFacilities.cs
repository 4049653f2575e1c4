namespace Masakari.Introspective.Hosting.Logging;

/// <summary>The facilities of syslog(3) by name.</summary>
internal static class SyslogFacilities
{
    public const int User = 1;

    private static readonly string[] Names =
    [
        "KERN",
        "USER",
        "MAIL",
        "DAEMON",
        "AUTH",
        "SYSLOG",
        "LPR",
        "NEWS",
        "UUCP",
        "CRON",
        "AUTHPRIV",
        "FTP",
        "",
        "",
        "",
        "",
        "LOCAL0",
        "LOCAL1",
        "LOCAL2",
        "LOCAL3",
        "LOCAL4",
        "LOCAL5",
        "LOCAL6",
        "LOCAL7",
    ];

    /// <summary>With or without <c>LOG_</c>, in any case; null for an unknown name.</summary>
    public static int? Parse(string name)
    {
        var upper = name.Trim().ToUpperInvariant();
        var bare = upper.StartsWith("LOG_", StringComparison.Ordinal) ? upper[4..] : upper;
        var number = bare.Length == 0 ? -1 : Array.IndexOf(Names, bare);
        return number < 0 ? null : number;
    }
}
