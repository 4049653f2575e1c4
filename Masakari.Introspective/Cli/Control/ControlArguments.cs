using System.CommandLine;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Diagnostics.Control;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Hosting.Roles;

namespace Masakari.Introspective.Cli.Control;

/// <summary>How every command that asks the daemon finds it.</summary>
internal static class ControlArguments
{
    private const string SocketFlag = "--socket";

    public static void AddTo(Command command)
    {
        command.Options.Add(
            new Option<string?>(SocketFlag)
            {
                Description = "The daemon's control socket, instead of the configured one.",
            }
        );
        MonitorArguments.AddPathsTo(command);
    }

    /// <exception cref="CommandFailure">The configuration has none.</exception>
    /// <exception cref="ConfigException">The configuration that was named is wrong, or cannot be read.</exception>
    public static ControlClient Connect(ParseResult parsed)
    {
        if (parsed.GetValue<string?>(SocketFlag) is { Length: > 0 } path)
        {
            return new ControlClient(path);
        }

        var named = MonitorArguments.Paths(parsed);
        var runtime = Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY");
        var name = Role.Full.SocketName();
        try
        {
            var sources = ConfigSources.OfProcess(Role.Full.Program(), named, new Dictionary<OptionKey, string>());
            return new ControlClient(
                ControlOptions.PathOf(Options.Load(sources), runtime, name)
                    ?? throw new CommandFailure(
                        "the daemon has no control socket: [masakari_introspective] control_socket is none"
                    )
            );
        }
        catch (ConfigException) when (named.Count == 0)
        {
            // Whoever may use the socket need not be able to read the daemon's passwords.
            return new ControlClient(ControlOptions.DefaultPath(runtime, name));
        }
    }
}
