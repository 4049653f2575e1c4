namespace Masakari.Introspective.Channels;

/// <summary>The host's end of one channel of one instance.</summary>
/// <param name="Instance">Whose channel it is: the only identity that counts, whatever a message claims.</param>
/// <param name="Port">Target name, for instance <c>org.openstack.masakari.0</c>.</param>
/// <param name="Path">The unix socket on which QEMU listens.</param>
/// <param name="Format">What is spoken on it.</param>
internal sealed record ChannelTarget(Guid Instance, string Port, string Path, ChannelFormat Format);
