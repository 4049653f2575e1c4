namespace Masakari.Introspective.Diagnostics;

/// <summary>What does not change while the daemon runs.</summary>
/// <param name="Program">The name of its role: <c>masakari-introspective</c>.</param>
/// <param name="Version">The product's version.</param>
/// <param name="Pid">Its process.</param>
/// <param name="StartedAt">When it started, UTC.</param>
internal sealed record DaemonFacts(string Program, string Version, int Pid, DateTimeOffset StartedAt);
