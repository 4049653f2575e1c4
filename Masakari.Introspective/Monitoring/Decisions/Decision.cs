namespace Masakari.Introspective.Monitoring.Decisions;

/// <summary>One decision, as it is explained later.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Instance">About which instance.</param>
/// <param name="Kind">What was decided.</param>
/// <param name="Code">The reason's code: a verdict's where it was reported, a ruling's where it was not.</param>
/// <param name="Words">The reason for people.</param>
internal sealed record Decision(DateTimeOffset At, Guid Instance, DecisionKind Kind, string Code, string Words);
