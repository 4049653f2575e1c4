namespace Masakari.Introspective.Agent.Channel;

/// <param name="Path">What to open.</param>
/// <param name="Name">The port's name; empty where it is none of virtio's.</param>
internal readonly record struct FoundPort(string Path, string Name);
