namespace Masakari.Introspective.Agent.Configuration;

/// <summary>One option: a key of the file and a flag of the same name.</summary>
/// <param name="Key">As in the file; the flag is --KEY.</param>
/// <param name="Default">As it would be written; empty for none.</param>
/// <param name="Allowed">What values there are, with the unit.</param>
/// <param name="Help">What it does, in a sentence.</param>
/// <param name="Set">Takes a value; false where it is not allowed.</param>
internal sealed record AgentOption(
    string Key,
    string Default,
    string Allowed,
    string Help,
    Func<AgentOptions, string, bool> Set
);
