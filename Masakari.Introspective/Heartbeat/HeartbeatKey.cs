namespace Masakari.Introspective.Heartbeat;

/// <summary>One session: an instance and the channel on which it speaks.</summary>
/// <param name="Instance">UUID of the instance.</param>
/// <param name="Port">Target name of the channel.</param>
internal readonly record struct HeartbeatKey(Guid Instance, string Port);
