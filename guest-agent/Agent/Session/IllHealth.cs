using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Agent.Session;

/// <summary>One reason why the guest is not well.</summary>
/// <param name="Text">Names who is not well, and why.</param>
/// <param name="Action">What is wished for it: log, reboot or stop.</param>
internal readonly record struct IllHealth(string Text, CorrectiveAction Action);
