using Masakari.Introspective.Configuration;
using Masakari.Introspective.Diagnostics.Checks.Rights;

namespace Masakari.Introspective.Diagnostics.Checks.Settings;

/// <summary>What the configuration gave.</summary>
/// <param name="Files">The files that the daemon would read, as this user finds them.</param>
/// <param name="Errors">Mistakes that keep the daemon from starting; one line each.</param>
/// <param name="Warnings">Oddities that the daemon tells and lives with.</param>
/// <param name="HasSecret">Whether a file holds a password or token.</param>
/// <param name="IsInsecure">Whether server certificates are not checked.</param>
internal sealed record ConfigurationFacts(
    IReadOnlyList<PathRights> Files,
    IReadOnlyList<string> Errors,
    IReadOnlyList<ConfigWarning> Warnings,
    bool HasSecret,
    bool IsInsecure
);
