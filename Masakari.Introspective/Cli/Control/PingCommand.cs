using System.CommandLine;
using System.Globalization;
using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.Hosting.Composition;

namespace Masakari.Introspective.Cli.Control;

/// <summary>Asks a guest now: exit code 0 when it answers, 1 when it does not.</summary>
internal static class PingCommand
{
    public static Command Create()
    {
        var id = ControlRun.InstanceArgument();
        var command = ControlRun.Create(
            "ping",
            "Asks a guest's agent now; its silence counts for nothing. Exit code 0 when it answers, 1 when it does not.",
            async (parsed, task) =>
            {
                var ping = await task.Client.SendAsync<PingView>(
                    HttpMethod.Post,
                    $"/v1/instances/{ControlRun.Escape(parsed.GetValue(id)!)}/ping",
                    null,
                    task.Stopping
                );
                task.Print(ping, PrintText);
                return ping.Alive ? ExitCodes.Ok : ExitCodes.Failure;
            }
        );
        command.Arguments.Add(id);
        return command;
    }

    public static void PrintText(TextWriter output, PingView ping)
    {
        var took = ping.TookMs.ToString("0", CultureInfo.InvariantCulture);
        var whose = ping.OfWatch ? "the watch's own question" : "asked for you, not counted";
        output.WriteLine(
            $"{StoryPrinter.Clean(ping.Name)} ({ping.Instance}): {StoryPrinter.Clean(ping.Words)} ({took} ms, {whose})"
        );
        foreach (var beat in ping.Heartbeats)
        {
            output.WriteLine($"  heartbeat {StoryPrinter.Clean(beat.Port)}: {beat.State}");
        }
    }
}
