namespace Masakari.Introspective.GuestPing.HealthCheck;

/// <summary>What a step of a <see cref="HealthCheckSession"/> brought to light.</summary>
internal enum HealthCheckFindingKind
{
    /// <summary>The program says that the application is well.</summary>
    Passed,

    /// <summary>It says that it is not, or was killed.</summary>
    Failed,

    /// <summary>It does not end.</summary>
    Hangs,

    /// <summary>Bad, or not there, so soon after the guest's start that it does not count.</summary>
    NotUpYet,

    /// <summary>The guest does not run it: its agent forbids guest-exec, or the program is not there.</summary>
    Forbidden,
}
