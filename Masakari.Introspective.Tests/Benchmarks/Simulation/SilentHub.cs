using Masakari.Introspective.Channels;

namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>No heartbeat channels.</summary>
internal sealed class SilentHub : IChannelHub
{
    public void Follow(ChannelTarget target) { }

    public void Unfollow(Guid instance, string port) { }

    public void Retry(Guid instance) { }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
