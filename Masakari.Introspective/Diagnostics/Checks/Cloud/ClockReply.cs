namespace Masakari.Introspective.Diagnostics.Checks.Cloud;

/// <summary>A server's clock, and this host's around the question.</summary>
/// <param name="Server">Which server.</param>
/// <param name="Asked">This host's time just before the request.</param>
/// <param name="Answered">This host's time just after the answer.</param>
/// <param name="Date">The answer's Date header: whole seconds; null where there is none.</param>
internal sealed record ClockReply(string Server, DateTimeOffset Asked, DateTimeOffset Answered, DateTimeOffset? Date);
