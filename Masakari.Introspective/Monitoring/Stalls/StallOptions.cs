using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;

namespace Masakari.Introspective.Monitoring.Stalls;

/// <summary>Which of libvirt's words about a guest that stands still are reported for recovery.</summary>
internal sealed record StallOptions
{
    private const string Group = "masakari_introspective";

    public static readonly ConfigOption<bool> PanicsOption = Opt.Bool(
        Group,
        "report_panics",
        false,
        "Whether a kernel panic that the guest's panic device tells of (libvirt's CRASHED) is reported for recovery, unless "
            + "libvirt restarts the guest itself (on_crash). By default such guests are not reported, as by masakari-instancemonitor."
    );

    public static readonly ConfigOption<bool> WatchdogOption = Opt.Bool(
        Group,
        "report_watchdog",
        false,
        "Whether a watchdog that fires is reported for recovery, where its action leaves the guest where it is (none, pause, "
            + "debug, inject-nmi) and the guest does not answer afterwards. By default it is information only, as upstream."
    );

    public static readonly ConfigOption<bool> IoErrorsOption = Opt.Bool(
        Group,
        "report_io_errors",
        false,
        "Whether a guest that an I/O error of a disk has paused is reported for recovery. By default it is information only, "
            + "as upstream; IO_ERROR_REPORT, on which masakari-engine acts, is reported always."
    );

    public static IEnumerable<ConfigOption> All => [PanicsOption, WatchdogOption, IoErrorsOption];

    public bool Panics { get; init; }

    public bool Watchdog { get; init; }

    public bool IoErrors { get; init; }

    /// <exception cref="ConfigException">An option is malformed.</exception>
    public static StallOptions From(IConfigValues config) =>
        new()
        {
            Panics = config.Get(PanicsOption),
            Watchdog = config.Get(WatchdogOption),
            IoErrors = config.Get(IoErrorsOption),
        };

    /// <summary>Whether the operator wants such a stall reported.</summary>
    public bool Reports(VerdictReason reason) =>
        reason switch
        {
            VerdictReason.GuestPanicked => Panics,
            VerdictReason.WatchdogFired => Watchdog,
            _ => IoErrors,
        };
}
