using System.CommandLine;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Hosting.Roles;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Masakari.Segments;
using Microsoft.Extensions.Logging.Abstractions;

namespace Masakari.Introspective.Cli.Segments;

/// <summary>Runs one segment command: the daemon's configuration, a session with masakari-api, and one line for each mistake.</summary>
internal static class SegmentRun
{
    /// <summary>Gives a command the options that all of these have, and its work.</summary>
    public static Command Create(string name, string help, Func<ParseResult, SegmentTask, Task> run)
    {
        var command = new Command(name, help);
        MonitorArguments.AddPathsTo(command);
        var format = OutputOption.Create();
        command.Options.Add(format);
        command.SetAction(
            (parsed, stopping) =>
                RunAsync(
                    ConfigSources.OfProcess(
                        Role.Full.Program(),
                        MonitorArguments.Paths(parsed),
                        new Dictionary<OptionKey, string>()
                    ),
                    new SegmentPrinter(parsed.GetValue(format), Console.Out),
                    task => run(parsed, task),
                    Console.Error,
                    stopping
                )
        );
        return command;
    }

    /// <returns>The exit code.</returns>
    private static async Task<int> RunAsync(
        ConfigSources sources,
        SegmentPrinter printer,
        Func<SegmentTask, Task> run,
        TextWriter errors,
        CancellationToken stopping
    )
    {
        try
        {
            var config = Options.Load(sources);
            using var session = new OpenStackSession(
                ApiSettings.Read(config),
                TimeProvider.System,
                NullLoggerFactory.Instance
            );
            var hostName = InventoryOptions.From(config).HostName;
            await run(new SegmentTask(new SegmentsClient(session), hostName, printer, stopping));
            return ExitCodes.Ok;
        }
        catch (ConfigException mistake)
        {
            ErrorLines.Write(errors, mistake.Message);
            return ExitCodes.Configuration;
        }
        catch (Exception refused) when (refused is OpenStackException or CommandFailure)
        {
            ErrorLines.Write(errors, refused.Message.ReplaceLineEndings(" "));
            return ExitCodes.Failure;
        }
    }
}
