namespace Masakari.Introspective.Channels;

/// <summary>Opens no channel.</summary>
internal sealed class ClosedHub : IChannelHub
{
    public void Follow(ChannelTarget target) { }

    public void Unfollow(Guid instance, string port) { }

    public void Retry(Guid instance) { }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
