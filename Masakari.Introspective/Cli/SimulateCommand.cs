using System.CommandLine;
using System.Globalization;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Simulation.Running;
using Masakari.Introspective.Simulation.Scenarios;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Cli;

/// <summary>Plays scenarios through the real monitor in simulated time, and says whether it decides as they expect.</summary>
internal static class SimulateCommand
{
    private const string Text = "text";
    private const string Json = "json";

    public static Command Create()
    {
        var files = new Argument<string[]>("scenario")
        {
            Description = "Scenario file (JSON); several are played one after another.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "How the decisions are printed.",
            DefaultValueFactory = _ => Text,
        };
        output.AcceptOnlyFromAmong(Text, Json);
        var log = new Option<bool>("--log")
        {
            Description = "Print the monitor's own log lines on standard error too.",
        };
        var command = new Command(
            "simulate",
            "Plays a written timeline through the real monitor in simulated time and prints its decisions. "
                + "Exit code 0: as the scenario expects; 1: not so; 78: the file is wrong."
        );
        command.Arguments.Add(files);
        command.Options.Add(output);
        command.Options.Add(log);
        command.SetAction(
            (parsed, _) =>
                RunAsync(
                    parsed.GetValue(files)!,
                    parsed.GetValue(output) is Json,
                    parsed.GetValue(log),
                    Console.Out,
                    Console.Error
                )
        );
        return command;
    }

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> files,
        bool isJson,
        bool isLogged,
        TextWriter output,
        TextWriter errors
    )
    {
        List<Scenario> scenarios;
        try
        {
            scenarios = [.. files.Select(ScenarioOptions.Reader.Read)];
        }
        catch (ScenarioException mistake)
        {
            await errors.WriteLineAsync(mistake.Message);
            return ExitCodes.Configuration;
        }

        var results = new List<ScenarioResult>();
        foreach (var scenario in scenarios)
        {
            var result = await ScenarioRun.RunAsync(scenario, isLogged ? Log : null);
            results.Add(result);
            if (!isJson)
            {
                SimulationPrinter.Print(result, output);
            }
        }

        if (isJson)
        {
            SimulationPrinter.PrintJson(results, output);
        }

        return results.TrueForAll(result => result.Agrees) ? ExitCodes.Ok : ExitCodes.Failure;

        void Log(TimeSpan at, LogLevel level, string text) =>
            errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds, 9:0.00} {level}: {text}"));
    }
}
