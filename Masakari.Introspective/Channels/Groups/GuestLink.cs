namespace Masakari.Introspective.Channels;

/// <inheritdoc cref="IGuestLink"/>
internal sealed class GuestLink(ChannelTarget target, string group, GroupRouter router) : IGuestLink
{
    public Guid Instance => target.Instance;

    public string Port => target.Port;

    public bool IsServed => router.IsServed;

    public bool TrySend(ReadOnlyMemory<byte> json) => router.TrySend(group, json);
}
