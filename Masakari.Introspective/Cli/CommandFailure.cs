namespace Masakari.Introspective.Cli;

/// <summary>A command cannot do what it was asked to: one line that names the object and the cure.</summary>
internal sealed class CommandFailure(string message) : Exception(message);
