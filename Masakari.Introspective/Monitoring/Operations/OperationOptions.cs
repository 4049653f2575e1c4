using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Operations;

namespace Masakari.Introspective.Monitoring.Operations;

/// <summary>How long planned operations (of Nova, of libvirt, of the guest's owner) excuse a guest.</summary>
internal sealed record OperationOptions
{
    private const string Group = "masakari_introspective";

    /// <summary>What Nova said counts until the next reading of all instances, and a little longer.</summary>
    public static readonly TimeSpan NovaSlack = TimeSpan.FromSeconds(15);

    private const int Day = 86400;

    public static readonly ConfigOption<int> StopCeilingOption = Opt.Int(
        Group,
        "planned_stop_ceiling",
        180,
        "How long a guest that is being stopped or deleted is held back at most. Keep it above Nova's shutdown_timeout (60 s).",
        min: 1,
        max: Day,
        unit: "s"
    );

    public static readonly ConfigOption<int> RebootCeilingOption = Opt.Int(
        Group,
        "planned_reboot_ceiling",
        300,
        "How long a guest that Nova reboots is held back at most. Keep it above Nova's wait_soft_reboot_seconds (120 s).",
        min: 1,
        max: Day,
        unit: "s"
    );

    public static readonly ConfigOption<int> MigrationCeilingOption = Opt.Int(
        Group,
        "planned_migration_ceiling",
        3600,
        "How long a guest that is being migrated or resized is held back at most.",
        min: 1,
        max: Day,
        unit: "s"
    );

    public static readonly ConfigOption<int> OtherCeilingOption = Opt.Int(
        Group,
        "planned_operation_ceiling",
        1800,
        "How long a guest is held back at most during any other operation: pause, suspend, shelve, snapshot, rebuild.",
        min: 1,
        max: Day,
        unit: "s"
    );

    public static readonly ConfigOption<int> GraceOption = Opt.Int(
        Group,
        "planned_grace",
        15,
        "For this long after a guest was started, resumed, rebooted or migrated, or its agent restarted, what is found "
            + "inside it is held back.",
        min: 0,
        max: 3600,
        unit: "s"
    );

    public static readonly ConfigOption<int> NovaTimeoutOption = Opt.Int(
        Group,
        "nova_check_timeout",
        2,
        "How long a notification waits for the Nova API, which is asked for the instance right before it is sent (with "
            + "read_nova). Where Nova does not answer, the notification is sent.",
        min: 1,
        max: 5,
        unit: "s"
    );

    public static IEnumerable<ConfigOption> All =>
        [
            StopCeilingOption,
            RebootCeilingOption,
            MigrationCeilingOption,
            OtherCeilingOption,
            GraceOption,
            NovaTimeoutOption,
        ];

    public OperationLimits Limits { get; init; } = new();

    public TimeSpan NovaTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <exception cref="ConfigException">An option is malformed or out of range.</exception>
    public static OperationOptions From(IConfigValues config) =>
        new()
        {
            Limits = new OperationLimits
            {
                Stop = Seconds(config, StopCeilingOption),
                Reboot = Seconds(config, RebootCeilingOption),
                Migration = Seconds(config, MigrationCeilingOption),
                Other = Seconds(config, OtherCeilingOption),
                Grace = Seconds(config, GraceOption),
            },
            NovaTimeout = Seconds(config, NovaTimeoutOption),
        };

    /// <summary>The limits for guests asked this often: what was seen of an operation counts over a few questions.</summary>
    public OperationLimits LimitsFor(TimeSpan interval) =>
        Limits.Memory >= 3 * interval ? Limits : Limits with { Memory = 3 * interval };

    private static TimeSpan Seconds(IConfigValues config, ConfigOption<int> option) =>
        TimeSpan.FromSeconds(config.Get(option));
}
