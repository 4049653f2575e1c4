using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Detection.SecondOpinion;
using Masakari.Introspective.Monitoring.Rulings;

namespace Masakari.Introspective.Monitoring.SecondOpinion;

/// <summary>With demand_second_opinion, holds a silent guest's verdict until its kernel is proved dead.</summary>
internal sealed class SecondOpinionRule(SecondOpinionOptions options) : IVerdictRule
{
    public Ruling? Judge(Case @case)
    {
        if (!options.Demand || @case.Reason is not VerdictReason.GuestSilent)
        {
            return null;
        }

        return Demand(@case.Instance, @case.Now);
    }

    public Ruling? JudgeAgain(Case @case) =>
        options.Demand
        && @case is { IsFromInside: true, Instance: { IsSilent: true, Detector.Finding: Finding.Silent } instance }
        && instance.FailsByPingAlone
            ? Demand(instance, @case.Now)
            : null;

    private Ruling? Demand(InstanceMonitor instance, TimeSpan now)
    {
        var unknownFor = now - (instance.Witness.UnknownSince ?? now);
        return DemandRule.Judge(instance.Detector.Opinion, unknownFor, options.Ceiling);
    }
}
