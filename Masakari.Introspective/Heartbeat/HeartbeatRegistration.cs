using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Heartbeat;

/// <summary>What a guest asked for when it registered, as far as it is needed again.</summary>
/// <param name="Name">The guest's name, cleaned.</param>
/// <param name="IntervalMs">The interval it asked for, in ms; clamped only where it is used.</param>
/// <param name="ResumeNoticeSecs">How long it takes to settle after a pause, in s.</param>
/// <param name="RestartSecs">How long a restart takes until it registers again, in s.</param>
/// <param name="CorrectiveAction">What it wishes to happen when its heartbeat is lost.</param>
internal sealed record HeartbeatRegistration(
    string Name,
    int IntervalMs,
    int ResumeNoticeSecs,
    int RestartSecs,
    CorrectiveAction CorrectiveAction
)
{
    public static HeartbeatRegistration From(Init init) =>
        new(init.Name, init.IntervalMs, init.ResumeNoticeSecs, init.RestartSecs, init.CorrectiveAction);
}
