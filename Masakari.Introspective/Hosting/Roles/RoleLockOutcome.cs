namespace Masakari.Introspective.Hosting.Roles;

/// <summary>What came of asking for a role.</summary>
internal enum RoleLockOutcome
{
    /// <summary>The role is ours until the lock is disposed or the process ends, however it ends.</summary>
    Acquired,

    /// <summary>We are a drop-in and a full monitor does this job on the host already: nothing to do, exit 0.</summary>
    CoveredByFullMonitor,

    /// <summary>Another process has the same job: a mistake, exit 1.</summary>
    HeldByOther,

    /// <summary>No lock file can be made; the caller may go on without one and try again.</summary>
    Unusable,
}
