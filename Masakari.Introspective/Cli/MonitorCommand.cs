using System.CommandLine;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Hosting.Roles;

namespace Masakari.Introspective.Cli;

/// <summary>Runs the daemon in the foreground.</summary>
internal static class MonitorCommand
{
    public static Command Create()
    {
        var command = new Command(
            "monitor",
            "Watches the instances of this host and reports failures to masakari-api."
        );
        Configure(command, Role.Full);
        return command;
    }

    /// <summary>Makes a command the daemon of a role.</summary>
    public static void Configure(Command command, Role role)
    {
        MonitorArguments.AddTo(command);
        command.SetAction(
            async (parsed, _) =>
            {
                var sources = ConfigSources.OfProcess(
                    role.Program(),
                    MonitorArguments.Paths(parsed),
                    MonitorArguments.Overrides(parsed)
                );
                await using var daemon = new Daemon(role, sources, Console.Error, TimeProvider.System);
                return await daemon.RunAsync();
            }
        );
    }
}
