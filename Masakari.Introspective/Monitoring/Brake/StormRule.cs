using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Monitoring.Rulings;
using Masakari.Introspective.Monitoring.Stalls;

namespace Masakari.Introspective.Monitoring.Brake;

/// <summary>While too many guests fail at once, what was found inside them is held; what libvirt reports itself never is.</summary>
/// <remarks>After all rules that may keep a verdict: past its ceiling it lets one go at a time, which must not be in vain.</remarks>
internal sealed class StormRule(StormWatch storm) : IVerdictRule
{
    public Ruling? Judge(Case @case) => IsBraked(@case) ? storm.Judge(@case.Instance) : null;

    public Ruling? JudgeAgain(Case @case) => IsBraked(@case) ? storm.AwaitRound() ?? storm.Judge(@case.Instance) : null;

    private static bool IsBraked(Case @case) => @case.IsFromInside && StallTable.Of(@case.Notification) is null;
}
