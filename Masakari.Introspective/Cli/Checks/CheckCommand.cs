using System.CommandLine;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Diagnostics.Checks;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Hosting.Roles;

namespace Masakari.Introspective.Cli.Checks;

/// <summary>Finds what keeps the daemon on this host, or masakari, from doing its work. Needs no daemon and changes nothing.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var command = new Command(
            "check",
            "Looks at configuration, rights, libvirt, channels, clock, Keystone, masakari-api and Nova, and names the cure "
                + "of each fault. Exit code 0: no errors; 1: errors (or warnings with --warnings-as-errors); 2: wrong usage."
        );
        MonitorArguments.AddTo(command);
        var format = OutputOption.Create();
        var strict = new Option<bool>("--warnings-as-errors") { Description = "Exit with 1 for warnings too." };
        command.Options.Add(format);
        command.Options.Add(strict);
        command.SetAction(
            (parsed, _) =>
                RunAsync(
                    ConfigSources.OfProcess(
                        Role.Full.Program(),
                        MonitorArguments.Paths(parsed),
                        MonitorArguments.Overrides(parsed)
                    ),
                    parsed.GetValue(format),
                    parsed.GetValue(strict),
                    Console.Out
                )
        );
        return command;
    }

    /// <returns>0, or <see cref="ExitCodes.Failure"/>: a wrong configuration is a finding like any other.</returns>
    public static async Task<int> RunAsync(ConfigSources sources, OutputFormat format, bool isStrict, TextWriter output)
    {
        var report = await new CheckRunner(CheckInputReader.Read(sources), TimeProvider.System).RunAsync();
        if (format is OutputFormat.Json)
        {
            CheckPrinter.WriteJson(report, isStrict, output);
        }
        else
        {
            CheckPrinter.WriteText(report, output);
        }

        return report.IsFine(isStrict) ? ExitCodes.Ok : ExitCodes.Failure;
    }
}
