using Masakari.Introspective.Detection.Rulings;

namespace Masakari.Introspective.Monitoring.Rulings;

/// <summary>Asks the rules in their order; the first that speaks decides.</summary>
internal sealed class Court(IReadOnlyList<IVerdictRule> rules)
{
    public Ruling? Judge(Case @case) => First(rule => rule.Judge(@case));

    /// <inheritdoc cref="IVerdictRule.JudgeAgain"/>
    public Ruling? JudgeAgain(Case @case) => First(rule => rule.JudgeAgain(@case));

    /// <inheritdoc cref="IVerdictRule.Reported"/>
    public void Reported(Case @case)
    {
        foreach (var rule in rules)
        {
            rule.Reported(@case);
        }
    }

    /// <inheritdoc cref="IVerdictRule.Recovered"/>
    public void Recovered(InstanceMonitor instance, TimeSpan now)
    {
        foreach (var rule in rules)
        {
            rule.Recovered(instance, now);
        }
    }

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
