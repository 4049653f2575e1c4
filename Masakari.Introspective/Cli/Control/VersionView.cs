using Masakari.Introspective.Diagnostics;

namespace Masakari.Introspective.Cli.Control;

/// <summary>What runs and what asks.</summary>
/// <param name="Program">The version of this program.</param>
/// <param name="Daemon">The daemon that answers; null where none does.</param>
internal sealed record VersionView(string Program, DaemonFacts? Daemon);
