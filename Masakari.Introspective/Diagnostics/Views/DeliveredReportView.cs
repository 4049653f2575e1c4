namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>A report that masakari-api took.</summary>
/// <param name="Code">Why it failed: a stable code.</param>
/// <param name="Cause">The same in words.</param>
/// <param name="Record">masakari's id of it; null where it gave none.</param>
/// <param name="StoredAt">When it was taken, UTC.</param>
/// <param name="Status">
/// masakari's word: new, running, finished, error, failed or ignored; pending while it is not known, unknown where it was
/// not found out.
/// </param>
/// <param name="AfterS">Seconds from its being taken until its end was seen; null while there is none.</param>
/// <param name="Workflow">masakari-engine's recovery workflow, of the latest that are not over.</param>
/// <param name="Problem">Why masakari-api could not be asked; null where it could, or was not to be.</param>
internal sealed record DeliveredReportView(
    Guid Instance,
    string Name,
    string Event,
    string Detail,
    string Code,
    string Cause,
    DateTimeOffset GeneratedAt,
    string? Record,
    DateTimeOffset StoredAt,
    string Status,
    double? AfterS,
    IReadOnlyList<WorkflowStepView> Workflow,
    string? Problem
);
