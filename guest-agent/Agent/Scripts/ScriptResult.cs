namespace Masakari.Introspective.Agent.Scripts;

/// <summary>How a script ended.</summary>
/// <param name="IsGood">With exit code 0.</param>
/// <param name="Text">Its first line of output; where there is none, how it failed.</param>
/// <param name="IsTimeout">It was killed at its time limit.</param>
internal sealed record ScriptResult(bool IsGood, string Text, bool IsTimeout = false);
