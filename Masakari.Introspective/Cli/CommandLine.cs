using System.CommandLine;
using Masakari.Introspective.Cli.Checks;
using Masakari.Introspective.Cli.Completion;
using Masakari.Introspective.Cli.Config;
using Masakari.Introspective.Cli.Control;
using Masakari.Introspective.Cli.Control.Watch;
using Masakari.Introspective.Cli.Manual;
using Masakari.Introspective.Cli.Segments;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Hosting.Roles;

namespace Masakari.Introspective.Cli;

/// <summary>The program's commands; under the Python monitors' names it is the daemon itself.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string program, string[] arguments)
    {
        var parsed = Create(RoleNames.FromProgram(program)).Parse(arguments);
        if (parsed.Errors.Count == 0)
        {
            try
            {
                // Signals are the daemon's own: the library would end it 2 s after a SIGTERM.
                return await parsed.InvokeAsync(
                    new InvocationConfiguration
                    {
                        EnableDefaultExceptionHandler = false,
                        ProcessTerminationTimeout = null,
                    }
                );
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // Whatever else can be refused has its own words: what is left is where the output goes.
                await Console.Error.WriteLineAsync($"{program}: the output cannot be written: {refused.Message}");
                return ExitCodes.Failure;
            }
        }

        foreach (var error in parsed.Errors)
        {
            var words = string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            await Console.Error.WriteLineAsync($"{program}: {words} (see {program} --help)");
        }

        return ExitCodes.Usage;
    }

    public static RootCommand Create(Role role)
    {
        if (role is not Role.Full)
        {
            var dropIn = new RootCommand($"Drop-in for {role.Program()} of masakari-monitors.");
            MonitorCommand.Configure(dropIn, role);
            return dropIn;
        }

        var root = new RootCommand("Guest-level high availability for OpenStack and libvirt hosts.");
        root.Subcommands.Add(MonitorCommand.Create());
        root.Subcommands.Add(StatusCommand.Create());
        root.Subcommands.Add(InstancesCommand.Create());
        root.Subcommands.Add(InstanceCommand.Create());
        root.Subcommands.Add(WatchCommand.Create());
        root.Subcommands.Add(ExplainCommand.Create(TimeProvider.System));
        root.Subcommands.Add(EventsCommand.Create());
        root.Subcommands.Add(PingCommand.Create());
        root.Subcommands.Add(NotificationsCommand.Create());
        root.Subcommands.Add(HoldCommands.CreateHold());
        root.Subcommands.Add(HoldCommands.CreateRelease());
        root.Subcommands.Add(HoldCommands.CreateHolds());
        root.Subcommands.Add(HealthcheckCommand.Create());
        root.Subcommands.Add(VersionCommand.Create());
        root.Subcommands.Add(ConfigCommand.Create());
        root.Subcommands.Add(CheckCommand.Create());
        root.Subcommands.Add(SimulateCommand.Create());
        root.Subcommands.Add(SegmentCommand.Create());
        root.Subcommands.Add(CompletionCommand.Create(root));
        root.Subcommands.Add(ManualCommand.Create(root));
        return root;
    }
}
