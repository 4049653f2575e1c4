using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>The oslo.log options of <c>[DEFAULT]</c>, so that existing files keep their meaning.</summary>
internal static class LoggingOptions
{
    private const string Group = "DEFAULT";

    public static readonly ConfigOption<bool> Debug = Opt.Bool(
        Group,
        "debug",
        false,
        "Log at DEBUG instead of INFO, with full stack traces."
    );

    public static readonly ConfigOption<string> LogFile = Opt.Str(
        Group,
        "log_file",
        "",
        "File to log to; relative to log_dir where that is set.",
        deprecated: ["logfile"]
    );

    public static readonly ConfigOption<string> LogDir = Opt.Str(
        Group,
        "log_dir",
        "",
        "Folder of the log file; without log_file the file is named after the program.",
        deprecated: ["logdir"]
    );

    public static readonly ConfigOption<bool> UseStderr = Opt.Bool(
        Group,
        "use_stderr",
        false,
        "Log to standard error too. Without a file, syslog and journal that is where the log goes anyway."
    );

    public static readonly ConfigOption<bool> UseSyslog = Opt.Bool(Group, "use_syslog", false, "Log to syslog.");

    public static readonly ConfigOption<string> SyslogFacility = Opt.Str(
        Group,
        "syslog_log_facility",
        "LOG_USER",
        "syslog facility, for instance LOG_USER, LOG_DAEMON, LOG_LOCAL0.",
        allowed: "LOG_USER, LOG_DAEMON, LOG_LOCAL0 to LOG_LOCAL7 and the others of syslog(3)",
        isAllowed: text => SyslogFacilities.Parse(text) is not null
    );

    public static readonly ConfigOption<bool> UseJournal = Opt.Bool(
        Group,
        "use_journal",
        false,
        "Log to the systemd journal, with fields (INSTANCE_UUID, LOGGER_NAME, ...) to search by."
    );

    public static readonly ConfigOption<bool> UseJson = Opt.Bool(
        Group,
        "use_json",
        false,
        "One JSON object per line instead of text."
    );

    public static readonly ConfigOption<string> DateFormat = Opt.Str(
        Group,
        "log_date_format",
        "%Y-%m-%d %H:%M:%S",
        "strftime format of %(asctime)s."
    );

    public static readonly ConfigOption<string> DefaultFormat = Opt.Str(
        Group,
        "logging_default_format_string",
        "%(asctime)s.%(msecs)03d %(process)d %(levelname)s %(name)s [-] %(instance)s%(message)s",
        "Layout of a line."
    );

    public static readonly ConfigOption<string> DebugSuffix = Opt.Str(
        Group,
        "logging_debug_format_suffix",
        "",
        "Added to the layout of DEBUG lines. Source file and line are not known here (upstream's default has them)."
    );

    public static readonly ConfigOption<string> ExceptionPrefix = Opt.Str(
        Group,
        "logging_exception_prefix",
        "%(asctime)s.%(msecs)03d %(process)d ERROR %(name)s %(instance)s",
        "Put before each line of a stack trace."
    );

    public static readonly ConfigOption<string> InstanceFormat = Opt.Str(
        Group,
        "instance_format",
        "[instance: %(uuid)s] ",
        "Layout of %(instance)s; instance_uuid_format wins where both are set."
    );

    public static readonly ConfigOption<string> InstanceUuidFormat = Opt.Str(
        Group,
        "instance_uuid_format",
        "[instance: %(uuid)s] ",
        "Layout of %(instance)s in messages about an instance."
    );

    public static readonly ConfigOption<IReadOnlyList<string>> DefaultLogLevels = Opt.List(
        Group,
        "default_log_levels",
        ["Microsoft=WARNING", "System=WARNING", "Polly=WARNING"],
        "logger=LEVEL pairs: the least level of loggers whose names begin so. Names of Python loggers match nothing here."
    );

    public static readonly ConfigOption<string> RotationType = Opt.Choice(
        Group,
        "log_rotation_type",
        "none",
        "How the log file is rotated; none leaves it to logrotate.",
        ["none", "interval", "size"],
        ignoreCase: true
    );

    public static readonly ConfigOption<int> RotateInterval = Opt.Int(
        Group,
        "log_rotate_interval",
        1,
        "Units of log_rotate_interval_type between rotations; with Weekday the day (0 is Monday).",
        min: 0,
        max: 1_000_000
    );

    public static readonly ConfigOption<string> RotateIntervalType = Opt.Choice(
        Group,
        "log_rotate_interval_type",
        "days",
        "Unit of log_rotate_interval.",
        ["Seconds", "Minutes", "Hours", "Days", "Weekday", "Midnight"],
        ignoreCase: true
    );

    public static readonly ConfigOption<int> MaxFileCount = Opt.Int(
        Group,
        "max_logfile_count",
        30,
        "Rotated files that are kept.",
        min: 0,
        max: 100_000
    );

    public static readonly ConfigOption<int> MaxFileSize = Opt.Int(
        Group,
        "max_logfile_size_mb",
        200,
        "Size at which the file is rotated (log_rotation_type=size).",
        min: 1,
        max: 1_000_000,
        unit: "MiB"
    );

    public static readonly ConfigOption<string> ConfigAppend = Opt.Str(
        Group,
        "log_config_append",
        "",
        "A Python logging configuration: accepted with a warning, not read.",
        deprecated: ["log_config", "log-config"]
    );

    public static IReadOnlyList<ConfigOption> All { get; } =
    [
        Debug,
        LogFile,
        LogDir,
        UseStderr,
        UseSyslog,
        SyslogFacility,
        UseJournal,
        UseJson,
        DateFormat,
        DefaultFormat,
        DebugSuffix,
        ExceptionPrefix,
        InstanceFormat,
        InstanceUuidFormat,
        DefaultLogLevels,
        RotationType,
        RotateInterval,
        RotateIntervalType,
        MaxFileCount,
        MaxFileSize,
        ConfigAppend,
        Unused("logging_context_format_string", "Layout of lines that belong to an API request; there are none here."),
        Unused("logging_user_identity_format", "Part of logging_context_format_string."),
        Unused("watch_log_file", "It is always so: a renamed log file is noticed within a second."),
        Unused("log_color", "Colours are never written."),
        Unused("publish_errors", "Errors are not published as notifications."),
        Unused("rate_limit_interval", "Repeated messages are limited where they arise."),
        Unused("rate_limit_burst", "Repeated messages are limited where they arise."),
        Unused("rate_limit_except_level", "Repeated messages are limited where they arise."),
        Unused("fatal_deprecations", "Deprecated options are a warning."),
    ];

    private static ConfigOption<string?> Unused(string name, string reason) => Opt.Ignored(Group, name, reason);
}
