namespace Masakari.Introspective.Agent.Applications;

/// <summary>What is done about an application's line.</summary>
/// <param name="Line">Sent back, with its line feed; null for nothing.</param>
/// <param name="Closes">The connection ends.</param>
/// <param name="Fault">Why it ends, where that is the application's fault.</param>
internal readonly record struct AppAnswer(byte[]? Line, bool Closes = false, string? Fault = null);
