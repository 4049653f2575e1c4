namespace Masakari.Introspective.Hosting.Roles;

/// <param name="Message">One line for the log; empty when acquired.</param>
/// <param name="Lock">To be kept while the role is worked in; null unless acquired.</param>
internal sealed record RoleLockResult(RoleLockOutcome Outcome, string Message, RoleLock? Lock)
{
    /// <summary>The process's exit code where this result ends it; null where it goes on.</summary>
    public int? ExitCode =>
        Outcome switch
        {
            RoleLockOutcome.CoveredByFullMonitor => 0,
            RoleLockOutcome.HeldByOther => 1,
            _ => null,
        };
}
