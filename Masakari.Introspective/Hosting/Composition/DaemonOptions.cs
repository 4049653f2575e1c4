using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Hosting.Composition;

/// <summary>Options of the process itself (oslo.service's names).</summary>
internal static class DaemonOptions
{
    public static readonly ConfigOption<int> GracefulShutdownTimeout = Opt.Int(
        "DEFAULT",
        "graceful_shutdown_timeout",
        60,
        "How long a stop (SIGTERM) lets a notification on its way finish. What is left stays on disk for the next start.",
        min: 0,
        max: 3600,
        unit: "s"
    );

    public static readonly ConfigOption<bool> LogOptions = Opt.Bool(
        "DEFAULT",
        "log_options",
        true,
        "Whether all options are written to the log at start when debug is on; secrets are masked."
    );

    public static IEnumerable<ConfigOption> All => [GracefulShutdownTimeout, LogOptions];
}
