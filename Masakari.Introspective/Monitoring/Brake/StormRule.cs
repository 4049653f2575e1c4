using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Monitoring.Rulings;

namespace Masakari.Introspective.Monitoring.Brake;

/// <summary>While too many guests fail at once, what was found inside them is held; what libvirt reports itself never is.</summary>
/// <remarks>The last of the rules: past its ceiling it lets one verdict go at a time, and no other rule must keep that one.</remarks>
internal sealed class StormRule(StormWatch storm) : IVerdictRule
{
    public Ruling? Judge(Case @case) => @case.IsFromInside ? storm.Judge(@case.Instance) : null;

    public Ruling? JudgeAgain(Case @case) =>
        @case.IsFromInside ? storm.AwaitRound() ?? storm.Judge(@case.Instance) : null;
}
