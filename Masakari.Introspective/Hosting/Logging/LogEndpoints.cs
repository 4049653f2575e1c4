namespace Masakari.Introspective.Hosting.Logging;

/// <summary>Where the machine's log services are; tests put their own here.</summary>
/// <param name="OpenStandardError">Opened once per configuration.</param>
internal sealed record LogEndpoints(string SyslogSocket, string JournalSocket, Func<Stream> OpenStandardError)
{
    public static readonly LogEndpoints Machine = new(
        "/dev/log",
        "/run/systemd/journal/socket",
        Console.OpenStandardError
    );
}
