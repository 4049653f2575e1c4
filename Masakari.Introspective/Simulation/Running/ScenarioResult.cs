using Masakari.Introspective.Simulation.Scenarios;

namespace Masakari.Introspective.Simulation.Running;

/// <summary>What a scenario came to.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Decisions">All decisions, in order.</param>
/// <param name="Differences">Where they differ from what it expects, a sentence each; empty where they agree.</param>
internal sealed record ScenarioResult(
    Scenario Scenario,
    IReadOnlyList<SimulatedDecision> Decisions,
    IReadOnlyList<string> Differences
)
{
    public bool Agrees => Differences.Count == 0;
}
