using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Sensitivity;

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
        "How often each guest is asked through its guest agent. Where it is not set, sensitivity decides.",
        min: 1,
        max: 3600,
        unit: "s"
    );

    public static readonly ConfigOption<int> TimeoutOption = Opt.Int(
        Upstream,
        "guest_monitoring_timeout",
        2,
        "How long a guest agent may take to answer. While a guest is suspect it bounds libvirt's own guest-sync too, which "
            + "otherwise takes up to 5 s. Where it is not set, sensitivity decides.",
        min: 1,
        max: 60,
        unit: "s"
    );

    public static readonly ConfigOption<int> ThresholdOption = Opt.Int(
        Upstream,
        "guest_monitoring_failure_threshold",
        3,
        "How many questions in a row a guest must leave unanswered to be reported. Where it is not set, sensitivity decides.",
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
            .. PolicyOptions.All,
        ];

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan Reask { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan ReconnectGrace { get; init; } = TimeSpan.FromSeconds(5);

    public DetectionPolicy Policy { get; init; } = new(3, false, TimeSpan.FromSeconds(300));

    public PolicyOrigin IntervalOrigin { get; init; } = PolicyOrigin.Default;

    public PolicyOrigin TimeoutOrigin { get; init; } = PolicyOrigin.Default;

    public PolicyOrigin ThresholdOrigin { get; init; } = PolicyOrigin.Default;

    /// <summary>Whether instances may say how they are watched.</summary>
    public bool AllowInstancePolicy { get; init; } = true;

    /// <summary>How far they may go.</summary>
    public PolicyLimits Limits { get; init; } =
        new(new ValueRange(2, 300), new ValueRange(1, 10), new ValueRange(2, 20));

    /// <exception cref="ConfigException">An option is malformed or out of range, or the limits contradict each other.</exception>
    public static IntrospectionOptions From(IConfigValues config)
    {
        var preset = SensitivityPreset.Find(config.Get(PolicyOptions.SensitivityOption))!;
        return new IntrospectionOptions
        {
            Interval = TimeSpan.FromSeconds(Value(config, IntervalOption, preset.Interval)),
            IntervalOrigin = Origin(config, IntervalOption),
            Timeout = TimeSpan.FromSeconds(Value(config, TimeoutOption, preset.Timeout)),
            TimeoutOrigin = Origin(config, TimeoutOption),
            Reask = Seconds(config, ReaskOption),
            ReconnectGrace = Seconds(config, ReconnectGraceOption),
            Policy = new DetectionPolicy(
                Value(config, ThresholdOption, preset.Threshold),
                config.Get(ReportClosedPortOption),
                Seconds(config, ClosedPortGraceOption)
            ),
            ThresholdOrigin = Origin(config, ThresholdOption),
            AllowInstancePolicy = config.Get(PolicyOptions.AllowOption),
            Limits = PolicyOptions.Limits(config),
        };
    }

    /// <summary>The policy of instances that say nothing of their own.</summary>
    public EffectivePolicy HostPolicy() =>
        new(
            Interval,
            IntervalOrigin,
            Timeout,
            TimeoutOrigin,
            Policy,
            ThresholdOrigin,
            Reask < Interval ? Reask : Interval
        );

    private static int Value(IConfigValues config, ConfigOption<int> option, int preset) =>
        config.IsSet(option) ? config.Get(option) : preset;

    private static PolicyOrigin Origin(IConfigValues config, ConfigOption<int> option) =>
        config.IsSet(option) ? new PolicyOrigin(PolicySource.Host, option.Name)
        : config.IsSet(PolicyOptions.SensitivityOption)
            ? new PolicyOrigin(
                PolicySource.Host,
                $"sensitivity = {SensitivityPreset.Find(config.Get(PolicyOptions.SensitivityOption))!.Name}"
            )
        : PolicyOrigin.Default;

    private static TimeSpan Seconds(IConfigValues config, ConfigOption<int> option) =>
        TimeSpan.FromSeconds(config.Get(option));
}
