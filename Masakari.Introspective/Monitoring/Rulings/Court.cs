using Masakari.Introspective.Detection.Rulings;

namespace Masakari.Introspective.Monitoring.Rulings;

/// <summary>Asks the rules in their order; the first that speaks decides.</summary>
internal sealed class Court(IReadOnlyList<IVerdictRule> rules)
{
    public Ruling? Judge(Case @case) => First(rule => rule.Judge(@case));

    /// <inheritdoc cref="IVerdictRule.JudgeAgain"/>
    public Ruling? JudgeAgain(Case @case) => First(rule => rule.JudgeAgain(@case));

    private Ruling? First(Func<IVerdictRule, Ruling?> question)
    {
        foreach (var rule in rules)
        {
            if (question(rule) is { } ruling)
            {
                return ruling;
            }
        }

        return null;
    }
}
