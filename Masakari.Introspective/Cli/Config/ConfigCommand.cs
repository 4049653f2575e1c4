using System.CommandLine;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Hosting.Roles;

namespace Masakari.Introspective.Cli.Config;

/// <summary>What can be configured, what is configured, and what is wrong with it.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var command = new Command("config", "Prints what can be configured, and what is.");
        command.Subcommands.Add(
            Printer("sample", "A sample file with every option, default, unit and range.", SampleWriter.Write)
        );
        command.Subcommands.Add(Printer("reference", "The same as Markdown tables.", ReferenceWriter.Write));
        command.Subcommands.Add(
            Reader(
                "validate",
                "Every mistake and every oddity at once; exit code 78 when the daemon would not start.",
                ConfigPrinter.Validate
            )
        );
        command.Subcommands.Add(
            Reader("show", "The value of each option and where it comes from; secrets are masked.", ConfigPrinter.Show)
        );
        command.Subcommands.Add(
            Reader("migrate", "What becomes of each setting of the Python monitors' files.", ConfigPrinter.Migrate)
        );
        return command;
    }

    private static Command Printer(string name, string help, Action<OptionCatalogue, TextWriter> write)
    {
        var command = new Command(name, help);
        command.SetAction(_ => write(Options.Catalogue, Console.Out));
        return command;
    }

    private static Command Reader(
        string name,
        string help,
        Func<ConfigSources, OutputFormat, TextWriter, TextWriter, int> print
    )
    {
        var command = new Command(name, help);
        MonitorArguments.AddTo(command);
        var format = OutputOption.Create();
        command.Options.Add(format);
        command.SetAction(parsed =>
        {
            var sources = ConfigSources.OfProcess(
                Role.Full.Program(),
                MonitorArguments.Paths(parsed),
                MonitorArguments.Overrides(parsed)
            );
            return print(sources, parsed.GetValue(format), Console.Out, Console.Error);
        });
        return command;
    }
}
