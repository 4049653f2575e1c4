using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.SecondOpinion;
using Masakari.Introspective.Monitoring.Decisions;

namespace Masakari.Introspective.Monitoring.Evidence;

/// <summary>What was known of an instance when its verdict fell; a copy, since the writing takes its time.</summary>
/// <param name="Verdict">The decision that asks for evidence.</param>
/// <param name="Name">The name people know the instance by.</param>
/// <param name="IsRunning">Whether there is a console to look at.</param>
/// <param name="ConsoleLog">The file its console is written to; null where there is none.</param>
/// <param name="State">What was believed of the guest.</param>
/// <param name="Finding">What the last question brought to light.</param>
/// <param name="Misses">Unanswered questions in a row.</param>
/// <param name="Opinion">What others than its agent said.</param>
/// <param name="Samples">Its counters, oldest first.</param>
/// <param name="Decisions">The latest decisions about it, oldest first.</param>
internal sealed record EvidenceRequest(
    Decision Verdict,
    string Name,
    bool IsRunning,
    string? ConsoleLog,
    GuestState State,
    Finding Finding,
    int Misses,
    GuestOpinion Opinion,
    IReadOnlyList<GuestSample> Samples,
    IReadOnlyList<Decision> Decisions
)
{
    public Guid Instance => Verdict.Instance;

    public static EvidenceRequest Of(InstanceMonitor instance, Decision verdict, IReadOnlyList<Decision> decisions) =>
        new(
            verdict,
            instance.DisplayName,
            instance.Domain.IsActive,
            instance.Description?.ConsoleLog,
            instance.Detector.State,
            instance.Detector.Finding,
            instance.Detector.Misses,
            instance.Detector.Opinion,
            instance.Witness.Samples,
            decisions
        );
}
