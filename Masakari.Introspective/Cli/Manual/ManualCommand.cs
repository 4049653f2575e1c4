using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Reflection;
using Masakari.Introspective.Cli.Tree;
using Masakari.Introspective.Hosting.Composition;

namespace Masakari.Introspective.Cli.Manual;

/// <summary>Prints the manual pages, made from the commands and options as this program has them.</summary>
internal static class ManualCommand
{
    private const string DateFormat = "yyyy-MM-dd";

    /// <param name="root">The command that the pages describe; read when a page is printed.</param>
    public static Command Create(Command root)
    {
        var section = new Argument<int>("section")
        {
            Description = "1: the commands. 5: the configuration file. 8: the daemon.",
        };
        section.AcceptOnlyFromAmong("1", "5", "8");
        var date = new Option<string?>("--date")
        {
            Description = "Date in the page's foot, YYYY-MM-DD; default today.",
        };
        date.Validators.Add(CheckDate);
        var command = new Command("man", "Prints a manual page in roff: masakari-introspective man 1 | man -l -");
        command.Arguments.Add(section);
        command.Options.Add(date);
        command.SetAction(parsed =>
            Write(
                parsed.GetValue(section),
                parsed.GetValue(date)
                    ?? TimeProvider.System.GetUtcNow().ToString(DateFormat, CultureInfo.InvariantCulture),
                CommandNode.Of(root),
                Console.Out
            )
        );
        return command;
    }

    /// <param name="section">1, 5 or 8.</param>
    public static void Write(int section, string date, CommandNode root, TextWriter output)
    {
        var page = new RoffPage(output, date, Version());
        switch (section)
        {
            case 1:
                CommandsPage.Write(root, page);
                break;
            case 5:
                ConfigurationPage.Write(Options.Catalogue, page);
                break;
            default:
                DaemonPage.Write(root, page);
                break;
        }
    }

    private static void CheckDate(OptionResult result)
    {
        var text = result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value;
        if (!DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            result.AddError($"'{text}' is not a date; write it as YYYY-MM-DD, for instance 2026-11-21.");
        }
    }

    /// <summary>The version without the revision that it was built from: a page is the same for both.</summary>
    private static string Version() =>
        (
            typeof(ManualCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?? new AssemblyInformationalVersionAttribute("0")
        ).InformationalVersion.Split('+')[0];
}
