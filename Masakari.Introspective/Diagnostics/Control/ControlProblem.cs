namespace Masakari.Introspective.Diagnostics.Control;

/// <summary>The body of every answer that is not what was asked for.</summary>
/// <param name="Error">What is wrong and what to do, one line.</param>
internal sealed record ControlProblem(string Error);
