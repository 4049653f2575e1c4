using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Monitoring.Rulings;

namespace Masakari.Introspective.Monitoring.Holds;

/// <summary>Nothing leaves about an instance that a person holds, or from a host that one holds.</summary>
internal sealed class HoldRule(HoldStore holds) : IVerdictRule
{
    public Ruling? Judge(Case @case) =>
        holds.For(@case.Instance.Uuid) is { } hold
            ? new Ruling(RulingKind.Hold, RulingReason.HeldByPerson, hold.Describe())
            : null;

    public Ruling? JudgeAgain(Case @case) => Judge(@case);
}
