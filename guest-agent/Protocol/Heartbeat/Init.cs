namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>Guest to host: registers the guest. Only then is it challenged.</summary>
/// <param name="InvocationId">Chosen by the guest, new with each try; the acknowledgement repeats it.</param>
/// <param name="Name">The guest's name, at most <see cref="Text.WireText.Name"/> bytes; longer ones are cut.</param>
/// <param name="IntervalMs">How often the guest wants to be challenged, in ms; at least 1. The host clamps it.</param>
/// <param name="VoteSecs">How long the guest may take to vote, in s.</param>
/// <param name="ShutdownNoticeSecs">How long it may take to prepare for a stop or reboot, in s.</param>
/// <param name="SuspendNoticeSecs">How long for a pause, suspension, resize or migration, in s.</param>
/// <param name="ResumeNoticeSecs">How long to settle after one of those, in s.</param>
/// <param name="RestartSecs">How long a restart takes until the guest registers again, in s.</param>
/// <param name="CorrectiveAction">What it wishes to happen when its heartbeat is lost.</param>
public sealed record Init(
    long Sequence,
    long InvocationId,
    string Name,
    int IntervalMs,
    int VoteSecs,
    int ShutdownNoticeSecs,
    int SuspendNoticeSecs,
    int ResumeNoticeSecs,
    int RestartSecs,
    CorrectiveAction CorrectiveAction
) : HeartbeatMessage(Sequence);
