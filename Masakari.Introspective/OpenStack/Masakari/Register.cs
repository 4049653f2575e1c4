namespace Masakari.Introspective.OpenStack.Masakari;

/// <summary>Every failover segment and its hosts.</summary>
/// <param name="Segments">Names of the segments.</param>
/// <param name="Hosts">The hosts of all segments.</param>
/// <param name="Microversion">At which it was read; null for the API's default.</param>
internal sealed record Register(
    IReadOnlyList<string> Segments,
    IReadOnlyList<RegisteredHost> Hosts,
    string? Microversion
);
