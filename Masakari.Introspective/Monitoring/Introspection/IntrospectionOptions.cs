using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;

namespace Masakari.Introspective.Monitoring.Introspection;

/// <summary>How often guests are asked, and how much silence is a failure.</summary>
/// <remarks>
/// With the defaults a guest that hangs right after an answer is asked 10, 13 and 16 s later, each time for 2 s: the
/// verdict falls at most 18 s after the hang.
/// </remarks>
internal sealed record IntrospectionOptions
{
    private const string Upstream = "introspectiveinstancemonitor";
    private const string Ours = "masakari_introspective";

    public static readonly ConfigOption<int> IntervalOption = Opt.Int(
        Upstream,
        "guest_monitoring_interval",
        10,
        "How often each guest is asked through its guest agent.",
        min: 1,
        max: 3600,
        unit: "s"
    );

    public static readonly ConfigOption<int> TimeoutOption = Opt.Int(
        Upstream,
        "guest_monitoring_timeout",
        2,
        "How long a guest agent may take to answer. While a guest is suspect it bounds libvirt's own guest-sync too, which "
            + "otherwise takes up to 5 s.",
        min: 1,
        max: 60,
        unit: "s"
    );

    public static readonly ConfigOption<int> ThresholdOption = Opt.Int(
        Upstream,
        "guest_monitoring_failure_threshold",
        3,
        "How many questions in a row a guest must leave unanswered to be reported.",
        min: 1,
        max: 100
    );

    public static readonly ConfigOption<int> ReaskOption = Opt.Int(
        Ours,
        "reask_interval",
        1,
        "After a missed answer the guest is asked again this soon, instead of one guest_monitoring_interval later.",
        min: 0,
        max: 3600,
        unit: "s"
    );

    public static readonly ConfigOption<bool> ReportClosedPortOption = Opt.Bool(
        Ours,
        "report_closed_port",
        false,
        "Whether a guest whose agent closed its port, and had answered before, is reported after closed_port_grace. By default "
            + "it is shown only: stopping or upgrading the agent is its owner's right."
    );

    public static readonly ConfigOption<int> ClosedPortGraceOption = Opt.Int(
        Ours,
        "closed_port_grace",
        300,
        "How long the agent's port must have been closed for report_closed_port.",
        min: 1,
        max: 86400,
        unit: "s"
    );

    public static readonly ConfigOption<int> ReconnectGraceOption = Opt.Int(
        Ours,
        "reconnect_grace",
        5,
        "For this long after libvirtd was connected, a closed port is taken for libvirtd's own, which it opens again a moment "
            + "later.",
        min: 0,
        max: 300,
        unit: "s"
    );

    public static IEnumerable<ConfigOption> All =>
        [
            IntervalOption,
            TimeoutOption,
            ThresholdOption,
            ReaskOption,
            ReportClosedPortOption,
            ClosedPortGraceOption,
            ReconnectGraceOption,
        ];

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan Reask { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan ReconnectGrace { get; init; } = TimeSpan.FromSeconds(5);

    public DetectionPolicy Policy { get; init; } = new(3, false, TimeSpan.FromSeconds(300));

    /// <exception cref="ConfigException">An option is malformed or out of range.</exception>
    public static IntrospectionOptions From(IConfigValues config) =>
        new()
        {
            Interval = Seconds(config, IntervalOption),
            Timeout = Seconds(config, TimeoutOption),
            Reask = Seconds(config, ReaskOption),
            ReconnectGrace = Seconds(config, ReconnectGraceOption),
            Policy = new DetectionPolicy(
                config.Get(ThresholdOption),
                config.Get(ReportClosedPortOption),
                Seconds(config, ClosedPortGraceOption)
            ),
        };

    private static TimeSpan Seconds(IConfigValues config, ConfigOption<int> option) =>
        TimeSpan.FromSeconds(config.Get(option));
}
