using Masakari.Introspective.Configuration;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>The effective values of <see cref="LoggingOptions"/>; the defaults are the options' own.</summary>
internal sealed record LoggingSettings
{
    public bool Debug { get; init; } = LoggingOptions.Debug.Default;

    public string LogFile { get; init; } = LoggingOptions.LogFile.Default;

    public string LogDir { get; init; } = LoggingOptions.LogDir.Default;

    public bool UseStderr { get; init; } = LoggingOptions.UseStderr.Default;

    public bool UseSyslog { get; init; } = LoggingOptions.UseSyslog.Default;

    /// <summary>As <see cref="SyslogFacilities"/> numbers it.</summary>
    public int SyslogFacility { get; init; } = SyslogFacilities.User;

    public bool UseJournal { get; init; } = LoggingOptions.UseJournal.Default;

    public bool UseJson { get; init; } = LoggingOptions.UseJson.Default;

    public string DateFormat { get; init; } = LoggingOptions.DateFormat.Default;

    public string DefaultFormat { get; init; } = LoggingOptions.DefaultFormat.Default;

    public string DebugSuffix { get; init; } = LoggingOptions.DebugSuffix.Default;

    public string ExceptionPrefix { get; init; } = LoggingOptions.ExceptionPrefix.Default;

    public string InstanceFormat { get; init; } = LoggingOptions.InstanceUuidFormat.Default;

    /// <summary>Least level by beginning of the logger's name.</summary>
    public IReadOnlyDictionary<string, LogLevel> Levels { get; init; } =
        ParseLevels(LoggingOptions.DefaultLogLevels.Default);

    public LogRotation Rotation { get; init; } = LogRotation.None;

    /// <summary>A Python logging configuration that was asked for and is not read; empty for none.</summary>
    public string ConfigAppend { get; init; } = "";

    /// <exception cref="ConfigException">A value is malformed; one line that names option, value and what is allowed.</exception>
    public static LoggingSettings From(IConfigValues values)
    {
        return new LoggingSettings
        {
            Debug = values.Get(LoggingOptions.Debug),
            LogFile = values.Get(LoggingOptions.LogFile),
            LogDir = values.Get(LoggingOptions.LogDir),
            UseStderr = values.Get(LoggingOptions.UseStderr),
            UseSyslog = values.Get(LoggingOptions.UseSyslog),
            SyslogFacility = SyslogFacilities.Parse(values.Get(LoggingOptions.SyslogFacility)) ?? SyslogFacilities.User,
            UseJournal = values.Get(LoggingOptions.UseJournal),
            UseJson = values.Get(LoggingOptions.UseJson),
            DateFormat = values.Get(LoggingOptions.DateFormat),
            DefaultFormat = values.Get(LoggingOptions.DefaultFormat),
            DebugSuffix = values.Get(LoggingOptions.DebugSuffix),
            ExceptionPrefix = values.Get(LoggingOptions.ExceptionPrefix),
            InstanceFormat =
                values.IsSet(LoggingOptions.InstanceFormat) && !values.IsSet(LoggingOptions.InstanceUuidFormat)
                    ? values.Get(LoggingOptions.InstanceFormat)
                    : values.Get(LoggingOptions.InstanceUuidFormat),
            Levels = ParseLevels(values.Get(LoggingOptions.DefaultLogLevels)),
            Rotation = new LogRotation(
                values.Get(LoggingOptions.RotationType),
                values.Get(LoggingOptions.RotateInterval),
                values.Get(LoggingOptions.RotateIntervalType),
                values.Get(LoggingOptions.MaxFileCount),
                values.Get(LoggingOptions.MaxFileSize) * 1024L * 1024L
            ),
            ConfigAppend = values.Get(LoggingOptions.ConfigAppend),
        };
    }

    /// <summary>Path of the log file; null where none is asked for.</summary>
    /// <param name="prog">Name of the program, for a folder without a file name.</param>
    public string? FilePath(string prog) =>
        (LogFile, LogDir) switch
        {
            ({ Length: > 0 }, _) => Path.Combine(LogDir, LogFile),
            (_, { Length: > 0 }) => Path.Combine(LogDir, prog + ".log"),
            _ => null,
        };

    private static Dictionary<string, LogLevel> ParseLevels(IReadOnlyList<string> pairs)
    {
        var levels = new Dictionary<string, LogLevel>(StringComparer.Ordinal);
        foreach (var pair in pairs.Where(p => p.Length > 0))
        {
            var split = pair.LastIndexOf('=');
            var level = split > 0 ? LogLevelNames.Parse(pair[(split + 1)..].Trim()) : null;
            levels[split > 0 ? pair[..split].Trim() : pair] =
                level
                ?? throw new ConfigException(
                    $"[DEFAULT] default_log_levels: '{pair}' is not logger=LEVEL; levels are DEBUG, INFO, WARNING, ERROR, CRITICAL"
                );
        }

        return levels;
    }
}
