using Masakari.Introspective.Monitoring;

namespace Masakari.Introspective.Simulation.Scenarios;

/// <summary>A timeline and the decisions that it should lead to.</summary>
/// <param name="File">The file it was read from, as it was named.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Description">What it shows.</param>
/// <param name="Options">The watch as the scenario configures it.</param>
/// <param name="Guests">The guests of the host when the monitor starts.</param>
/// <param name="Timeline">What happens, in order of time.</param>
/// <param name="Expected">The decisions that have to fall.</param>
/// <param name="ExpectsNothingElse">Whether any other decision is a difference; a report always is.</param>
/// <param name="Until">When the run ends, from the start of the monitor.</param>
internal sealed record Scenario(
    string File,
    string Name,
    string Description,
    MonitorOptions Options,
    IReadOnlyList<ScenarioGuest> Guests,
    IReadOnlyList<ScenarioStep> Timeline,
    IReadOnlyList<Expectation> Expected,
    bool ExpectsNothingElse,
    TimeSpan Until
);
