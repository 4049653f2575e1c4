namespace Masakari.Introspective.Detection.LocalHealth;

/// <summary>How the judge's own health widens its patience.</summary>
/// <param name="IsOn">Whether it does; the score is kept all the same.</param>
/// <param name="MaxFactor">Times the usual patience at the worst score; 1..10.</param>
/// <param name="FallInterval">The score falls by one in this time.</param>
internal sealed record LocalHealthPolicy(bool IsOn, double MaxFactor, TimeSpan FallInterval)
{
    /// <summary>Times the usual patience: 1 + (MaxFactor - 1) x score / 7.</summary>
    public double Factor(int score) => IsOn ? 1 + (MaxFactor - 1) * score / LocalHealthScore.Worst : 1;

    /// <summary>Unanswered questions in a row that make a failure, rounded down.</summary>
    public int Widen(int threshold, int score) => (int)(threshold * Factor(score));

    /// <summary>How long a suspect may take to answer, rounded down to whole seconds.</summary>
    public TimeSpan Widen(TimeSpan timeout, int score) =>
        TimeSpan.FromSeconds(Math.Floor(timeout.TotalSeconds * Factor(score)));
}
