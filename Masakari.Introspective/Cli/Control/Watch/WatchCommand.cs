using System.CommandLine;
using System.Globalization;
using Masakari.Introspective.Hosting.Composition;

namespace Masakari.Introspective.Cli.Control.Watch;

/// <summary>The live table of the instances, as top has one of processes.</summary>
internal static class WatchCommand
{
    private const double Least = 0.5;
    private const double Most = 3600;

    public static Command Create()
    {
        var command = new Command(
            "watch",
            "Shows the host and its instances live on a terminal, the worst first; * marks what changed within 10 s. q quits."
        );
        ControlArguments.AddTo(command);
        var interval = new Option<double>("--interval", "-n")
        {
            Description = "Seconds between two looks, 0.5 to 3600 (default 2).",
            DefaultValueFactory = _ => 2,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (
                    double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                    && seconds is >= Least and <= Most
                )
                {
                    return seconds;
                }

                result.AddError($"'{text}' is no number of seconds for --interval: give 0.5 to 3600.");
                return default;
            },
        };
        command.Options.Add(interval);
        command.SetAction(
            (parsed, stopping) =>
                ControlRun.GuardAsync(async () =>
                {
                    await RunAsync(parsed, parsed.GetValue(interval), stopping);
                    return ExitCodes.Ok;
                })
        );
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, double interval, CancellationToken stopping)
    {
        WatchTerminal.Require();
        using var client = ControlArguments.Connect(parsed);
        var loop = new WatchLoop(client, interval, TimeProvider.System);
        await loop.BeginAsync(stopping);
        using var terminal = new WatchTerminal();
        await loop.RunAsync(terminal, stopping);
    }
}
