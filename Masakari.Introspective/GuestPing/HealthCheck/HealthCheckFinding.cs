namespace Masakari.Introspective.GuestPing.HealthCheck;

/// <summary>What a step of a <see cref="HealthCheckSession"/> brought to light.</summary>
/// <param name="Text">The program's first line, or the agent's refusal; cleaned and bounded.</param>
/// <param name="BadInARow">Bad results in a row, this one included.</param>
/// <param name="IsFailure">They have reached the threshold, and this is what completes them.</param>
/// <param name="IsRecovery">The first good result after a failure.</param>
internal sealed record HealthCheckFinding(
    HealthCheckFindingKind Kind,
    string Text = "",
    int BadInARow = 0,
    bool IsFailure = false,
    bool IsRecovery = false
);
