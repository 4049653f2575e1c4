using System.CommandLine;
using System.CommandLine.Parsing;
using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Cli;

/// <summary>The command line of the Python monitors, which all roles share.</summary>
/// <remarks>oslo.config and oslo.log: every boolean has a <c>--no…</c> form, and the last one given wins.</remarks>
internal static class MonitorArguments
{
    private const string FileFlag = "--config-file";
    private const string DirectoryFlag = "--config-dir";

    private static readonly (string Flag, string[] Old, string Option, string Help)[] Values =
    [
        (
            "--log-config-append",
            ["--log-config", "--log_config"],
            "log_config_append",
            "Python logging file; accepted, without effect."
        ),
        ("--log-date-format", [], "log_date_format", "Format of the time in log lines."),
        ("--log-file", ["--logfile"], "log_file", "Log to this file."),
        ("--log-dir", ["--logdir"], "log_dir", "Log to <program>.log in this folder."),
        ("--syslog-log-facility", [], "syslog_log_facility", "Facility for --use-syslog."),
    ];

    private static readonly (string Flag, string[] Short, string Option, string Help)[] Switches =
    [
        ("debug", ["-d"], "debug", "Log at level DEBUG."),
        ("use-syslog", [], "use_syslog", "Log to syslog."),
        ("use-journal", [], "use_journal", "Log to the systemd journal."),
        ("use-json", [], "use_json", "Log in JSON."),
        ("watch-log-file", [], "watch_log_file", "Accepted, without effect."),
    ];

    /// <summary>Adds only those that say where the configuration is.</summary>
    public static void AddPathsTo(Command command)
    {
        command.Options.Add(Path(FileFlag, "Configuration file; may be given several times, later ones win."));
        command.Options.Add(
            Path(DirectoryFlag, "Folder whose *.conf files are read in order; may be given several times.")
        );
    }

    /// <summary>Adds the options to a command.</summary>
    public static void AddTo(Command command)
    {
        AddPathsTo(command);
        foreach (var (flag, old, _, help) in Values)
        {
            command.Options.Add(
                new Option<string[]>(flag, old) { Description = help, Arity = ArgumentArity.OneOrMore }
            );
        }

        foreach (var (flag, shorts, _, help) in Switches)
        {
            command.Options.Add(
                new Option<bool>($"--{flag}", shorts) { Description = help, Arity = ArgumentArity.Zero }
            );
            command.Options.Add(
                new Option<bool>($"--no{flag}")
                {
                    Description = $"The opposite of --{flag}.",
                    Arity = ArgumentArity.Zero,
                }
            );
        }
    }

    /// <summary>The files and folders, in the order of the command line.</summary>
    public static IReadOnlyList<ConfigPath> Paths(ParseResult parsed)
    {
        var paths = new List<ConfigPath>();
        Token? flag = null;
        foreach (var token in parsed.Tokens)
        {
            if (token.Type is TokenType.Option)
            {
                flag = token;
            }
            else if (flag is { Value: FileFlag or DirectoryFlag })
            {
                paths.Add(new ConfigPath(token.Value, flag.Value == DirectoryFlag));
                flag = null;
            }
        }

        return paths;
    }

    /// <summary>Options given on the command line; the last of two contrary switches wins.</summary>
    public static IReadOnlyDictionary<OptionKey, string> Overrides(ParseResult parsed)
    {
        var overrides = new Dictionary<OptionKey, string>();
        foreach (var (flag, _, option, _) in Values)
        {
            if (parsed.GetValue<string[]>(flag) is [.., var value])
            {
                overrides[new OptionKey(OptionKey.DefaultGroup, option)] = value;
            }
        }

        foreach (var token in parsed.Tokens.Where(token => token.Type is TokenType.Option))
        {
            foreach (var (flag, shorts, option, _) in Switches)
            {
                var key = new OptionKey(OptionKey.DefaultGroup, option);
                if (token.Value == $"--{flag}" || shorts.Contains(token.Value))
                {
                    overrides[key] = "true";
                }
                else if (token.Value == $"--no{flag}")
                {
                    overrides[key] = "false";
                }
            }
        }

        return overrides;
    }

    private static Option<string[]> Path(string flag, string help) =>
        new(flag)
        {
            Description = help,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
}
