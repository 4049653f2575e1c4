using Masakari.Introspective.Monitoring.Decisions;

namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>One decision.</summary>
/// <param name="Code">The reason's stable code.</param>
/// <param name="Words">The reason for people.</param>
internal sealed record DecisionView(DateTimeOffset At, Guid Instance, DecisionKind Kind, string Code, string Words)
{
    public static DecisionView Of(Decision decision) =>
        new(decision.At, decision.Instance, decision.Kind, decision.Code, decision.Words);
}
