namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>One task of masakari-engine's recovery workflow.</summary>
/// <param name="State">PENDING, RUNNING, SUCCESS, FAILURE ...</param>
/// <param name="Progress">0 to 1; null where it is not told.</param>
/// <param name="Message">What it said last; null where it said nothing.</param>
internal sealed record WorkflowStepView(string Name, string State, double? Progress, string? Message);
