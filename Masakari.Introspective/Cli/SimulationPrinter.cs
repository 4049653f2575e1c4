using System.Globalization;
using Masakari.Introspective.Simulation.Running;
using Newtonsoft.Json;

namespace Masakari.Introspective.Cli;

/// <summary>Prints what scenarios came to, for people or for programs.</summary>
internal static class SimulationPrinter
{
    public static void Print(ScenarioResult result, TextWriter output)
    {
        var scenario = result.Scenario;
        output.WriteLine(scenario.Description.Length == 0 ? scenario.Name : $"{scenario.Name}: {scenario.Description}");
        IReadOnlyList<string[]> rows =
        [
            ["at", "guest", "decision", "code", "words"],
            .. result.Decisions.Select(d => new[] { Seconds(d.At), d.Guest, d.Decision, d.Code, d.Words }),
        ];
        var widths = Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in result.Decisions.Count == 0 ? [] : rows)
        {
            output.WriteLine(
                $"  {row[0].PadLeft(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadRight(widths[2])}  "
                    + $"{row[3].PadRight(widths[3])}  {row[4]}"
            );
        }

        if (result.Decisions.Count == 0)
        {
            output.WriteLine("  no decision");
        }

        output.WriteLine(result.Agrees ? "  as expected" : "  NOT AS EXPECTED:");
        foreach (var difference in result.Differences)
        {
            output.WriteLine($"    {difference}");
        }
    }

    public static void PrintJson(IReadOnlyList<ScenarioResult> results, TextWriter output) =>
        output.WriteLine(
            JsonConvert.SerializeObject(
                results.Select(result => new
                {
                    file = result.Scenario.File,
                    name = result.Scenario.Name,
                    agrees = result.Agrees,
                    decisions = result.Decisions.Select(decision => new
                    {
                        at = Math.Round(decision.At.TotalSeconds, 3),
                        guest = decision.Guest,
                        decision = decision.Decision,
                        code = decision.Code,
                        words = decision.Words,
                    }),
                    differences = result.Differences,
                }),
                Formatting.Indented
            )
        );

    private static string Seconds(TimeSpan at) => at.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
}
