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

        var instance = @case.Instance;
        var unknownFor = @case.Now - (instance.Witness.UnknownSince ?? @case.Now);
        return DemandRule.Judge(instance.Detector.Opinion, unknownFor, options.Ceiling);
    }
}
