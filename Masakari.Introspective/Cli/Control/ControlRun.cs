using System.CommandLine;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Hosting.Composition;

namespace Masakari.Introspective.Cli.Control;

/// <summary>Runs a command that asks the daemon: one line for whatever is wrong.</summary>
internal static class ControlRun
{
    /// <summary>Gives a command the options that all of these have, and its work.</summary>
    public static Command Create(string name, string help, Func<ParseResult, ControlTask, Task> run) =>
        Create(
            name,
            help,
            async (parsed, task) =>
            {
                await run(parsed, task);
                return ExitCodes.Ok;
            }
        );

    /// <inheritdoc cref="Create(string, string, Func{ParseResult, ControlTask, Task})"/>
    /// <param name="run">Gives the exit code.</param>
    public static Command Create(string name, string help, Func<ParseResult, ControlTask, Task<int>> run)
    {
        var command = new Command(name, help);
        ControlArguments.AddTo(command);
        var format = OutputOption.Create();
        command.Options.Add(format);
        command.SetAction(
            (parsed, stopping) =>
                GuardAsync(async () =>
                {
                    using var client = ControlArguments.Connect(parsed);
                    return await run(parsed, new ControlTask(client, parsed.GetValue(format), Console.Out, stopping));
                })
        );
        return command;
    }

    /// <summary>Runs a command's work; a mistake is one line on standard error.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> GuardAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (CommandFailure refused)
        {
            ErrorLines.Write(Console.Error, refused.Message);
            return ExitCodes.Failure;
        }
        catch (ConfigException mistake)
        {
            ErrorLines.Write(Console.Error, mistake.Message);
            return ExitCodes.Configuration;
        }
    }

    /// <summary>The argument that names an instance.</summary>
    public static Argument<string> InstanceArgument() =>
        new("instance")
        {
            Description = "An instance's uuid, domain name or Nova name, or the beginning of one that fits no other.",
        };

    /// <summary>A name as a part of a path.</summary>
    /// <exception cref="CommandFailure">It is none: as a part of a path it would name something else.</exception>
    public static string Escape(string id) =>
        id is "" or "." or ".."
            ? throw new CommandFailure($"'{id}' names no instance: give a uuid, a domain name or a Nova name")
            : Uri.EscapeDataString(id);
}
