namespace Masakari.Introspective.Simulation.Running;

/// <summary>A decision that fell in a run.</summary>
/// <param name="At">When, from the start of the monitor.</param>
/// <param name="Guest">About which guest.</param>
/// <param name="Decision">What was decided, for instance <c>reported</c>.</param>
/// <param name="Code">The reason's code.</param>
/// <param name="Words">The reason for people.</param>
internal sealed record SimulatedDecision(TimeSpan At, string Guest, string Decision, string Code, string Words);
