using System.Globalization;
using Masakari.Introspective.Simulation.Scenarios;

namespace Masakari.Introspective.Simulation.Running;

/// <summary>Compares the decisions that fell with those that a scenario expects.</summary>
internal static class DecisionComparer
{
    /// <summary>Whatever a scenario leaves open, nobody is restarted without its saying so.</summary>
    private static readonly string[] Always = ["reported", ScenarioReader.Sent];

    /// <returns>One sentence for each difference.</returns>
    public static IReadOnlyList<string> Compare(Scenario scenario, IReadOnlyList<SimulatedDecision> decisions)
    {
        var left = decisions.ToList();
        var missing = new List<string>();

        // The window that closes first chooses first: with windows of one kind, no other choice matches more of them.
        foreach (var expectation in scenario.Expected.OrderBy(e => e.To).ThenBy(e => e.From))
        {
            var match = left.Find(decision => Fits(expectation, decision));
            if (match is null)
            {
                missing.Add(Describe(expectation) + Instead(expectation, decisions));
            }
            else
            {
                left.Remove(match);
            }
        }

        return [.. missing, .. left.Where(decision => IsExtra(scenario, decision)).Select(Describe)];
    }

    private static bool Fits(Expectation expected, SimulatedDecision decision) =>
        decision.Guest == expected.Guest
        && decision.Decision == expected.Decision
        && (expected.Code is null || decision.Code == expected.Code)
        && decision.At >= expected.From
        && decision.At <= expected.To;

    private static bool IsExtra(Scenario scenario, SimulatedDecision decision) =>
        Always.Contains(decision.Decision, StringComparer.Ordinal)
        || (scenario.ExpectsNothingElse && decision.Decision is not ScenarioReader.Informed);

    private static string Describe(Expectation expected)
    {
        var code = expected.Code is null ? "" : $" [{expected.Code}]";
        return string.Create(
                CultureInfo.InvariantCulture,
                $"expected between {expected.From.TotalSeconds:0.##} and {expected.To.TotalSeconds:0.##} s: "
            ) + $"{expected.Guest} {expected.Decision}{code}; it did not come";
    }

    private static string Instead(Expectation expected, IReadOnlyList<SimulatedDecision> decisions)
    {
        var near = decisions.FirstOrDefault(d => d.Guest == expected.Guest && d.Decision == expected.Decision);
        return near is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" (but at {near.At.TotalSeconds:0.00} s [{near.Code}])");
    }

    private static string Describe(SimulatedDecision decision) =>
        string.Create(CultureInfo.InvariantCulture, $"not expected at {decision.At.TotalSeconds:0.00} s: ")
        + $"{decision.Guest} {decision.Decision} [{decision.Code}]: {decision.Words}";
}
