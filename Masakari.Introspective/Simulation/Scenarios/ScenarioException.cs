namespace Masakari.Introspective.Simulation.Scenarios;

/// <summary>A scenario file is wrong, told in one line that names file, line, path and cure.</summary>
internal sealed class ScenarioException(string message, Exception? inner = null) : Exception(message, inner);
