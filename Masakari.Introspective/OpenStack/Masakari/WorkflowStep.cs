namespace Masakari.Introspective.OpenStack.Masakari;

/// <summary>One task of masakari-engine's recovery workflow.</summary>
/// <param name="State">taskflow's word: PENDING, RUNNING, SUCCESS, FAILURE ...</param>
/// <param name="Progress">0 to 1; null where it is not told.</param>
/// <param name="Message">What it said last; null where it said nothing.</param>
internal sealed record WorkflowStep(string Name, string State, double? Progress, string? Message);
