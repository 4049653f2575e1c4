namespace Masakari.Introspective.OpenStack.Masakari;

/// <summary>What masakari-api tells of a notification.</summary>
/// <param name="Status">new, running, finished, error, failed or ignored.</param>
/// <param name="Workflow">Its recovery workflow; empty where there is none yet, or masakari-api is too old to tell.</param>
internal sealed record NotificationProgress(string Status, IReadOnlyList<WorkflowStep> Workflow);
