namespace Masakari.Introspective.Monitoring.Memory;

/// <summary>An instance's health check, remembered over a restart of the monitor.</summary>
/// <param name="Path">The program.</param>
/// <param name="Pid">Its process in the guest; null where none ran.</param>
/// <param name="HasFailed">Its failure was found.</param>
/// <param name="HasPassed">It has passed since the guest's start.</param>
internal sealed record KnownHealthCheck(string Path, long? Pid, bool HasFailed, bool HasPassed = false);
