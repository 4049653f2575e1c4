using System.Globalization;

namespace Masakari.Introspective.Hosting.Systemd;

/// <summary>How often systemd wants to hear from us.</summary>
internal static class WatchdogInterval
{
    /// <summary>
    /// Half of <c>WATCHDOG_USEC</c> (as sd_watchdog_enabled(3) advises), or null where no watchdog is set, its value is not
    /// a number, or <c>WATCHDOG_PID</c> names another process.
    /// </summary>
    public static TimeSpan? Parse(string? watchdogUsec, string? watchdogPid, int ownPid)
    {
        if (!long.TryParse(watchdogUsec, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds))
        {
            return null;
        }

        var ours =
            string.IsNullOrEmpty(watchdogPid)
            || string.Equals(watchdogPid, ownPid.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        // Above 2^32 ms a timer refuses the period; no watchdog is set to 49 days in earnest.
        return ours && microseconds is > 1 and < 4_000_000_000_000 ? TimeSpan.FromMicroseconds(microseconds / 2) : null;
    }

    public static TimeSpan? FromEnvironment() =>
        Parse(
            Environment.GetEnvironmentVariable("WATCHDOG_USEC"),
            Environment.GetEnvironmentVariable("WATCHDOG_PID"),
            Environment.ProcessId
        );
}
