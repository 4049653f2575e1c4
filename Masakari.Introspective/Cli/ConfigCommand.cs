using System.CommandLine;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Hosting.Composition;

namespace Masakari.Introspective.Cli;

/// <summary>Prints the sample configuration file and the reference, both from the options' own declarations.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var command = new Command("config", "Prints what can be configured.");
        command.Subcommands.Add(
            Printer("sample", "A sample file with every option, default, unit and range.", SampleWriter.Write)
        );
        command.Subcommands.Add(Printer("reference", "The same as Markdown tables.", ReferenceWriter.Write));
        return command;
    }

    private static Command Printer(string name, string help, Action<OptionCatalogue, TextWriter> write)
    {
        var command = new Command(name, help);
        command.SetAction(_ => write(Options.Catalogue, Console.Out));
        return command;
    }
}
