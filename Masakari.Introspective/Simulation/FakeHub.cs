using Masakari.Introspective.Channels;

namespace Masakari.Introspective.Simulation;

/// <summary>Channels whose guests are played by the test.</summary>
internal sealed class FakeHub(IGroupListener listener) : IChannelHub
{
    public Dictionary<(Guid Instance, string Port), ChannelTarget> Followed { get; } = [];

    public List<Guid> Retried { get; } = [];

    public bool IsDisposed { get; private set; }

    public void Follow(ChannelTarget target) => Followed.Add((target.Instance, target.Port), target);

    public void Unfollow(Guid instance, string port) => Followed.Remove((instance, port));

    public void Retry(Guid instance) => Retried.Add(instance);

    /// <summary>QEMU listens: the hub connects.</summary>
    public FakeGuest Open(Guid instance, string port, bool answers = true)
    {
        if (!Followed.ContainsKey((instance, port)))
        {
            throw new InvalidOperationException($"{port} of {instance} is not followed");
        }

        var guest = new FakeGuest(instance, port, listener) { Answers = answers };
        listener.Opened(guest);
        return guest;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
