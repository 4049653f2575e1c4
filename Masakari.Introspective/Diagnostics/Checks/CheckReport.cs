namespace Masakari.Introspective.Diagnostics.Checks;

/// <summary>Everything that was found.</summary>
/// <param name="Host">The name under which masakari should have this host.</param>
/// <param name="User">Who looked: rights are those of this user.</param>
/// <param name="Findings">In the order of their groups.</param>
internal sealed record CheckReport(string Host, string User, IReadOnlyList<Finding> Findings)
{
    public int Count(Severity severity) => Findings.Count(finding => finding.Severity == severity);

    /// <summary>Whether the daemon can do its work.</summary>
    /// <param name="isStrict">Whether warnings count too.</param>
    public bool IsFine(bool isStrict) => Count(Severity.Error) == 0 && (!isStrict || Count(Severity.Warning) == 0);
}
