using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Heartbeat;

/// <summary>One finding about one guest's heartbeat.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Text">The guest's own words or name, cleaned and bounded; empty where it said nothing.</param>
/// <param name="Action">What the guest wishes to happen, for a loss or ill health.</param>
/// <param name="Misses">Challenges in a row left unanswered.</param>
/// <param name="Lasted">Time from the first of them being sent.</param>
/// <param name="Interval">The interval in force, for a registration.</param>
/// <param name="AskedMs">The interval that the guest asked for, in ms.</param>
internal sealed record HeartbeatFinding(
    HeartbeatFindingKind Kind,
    string Text = "",
    CorrectiveAction Action = CorrectiveAction.Unknown,
    int Misses = 0,
    TimeSpan Lasted = default,
    TimeSpan Interval = default,
    int AskedMs = 0
);
