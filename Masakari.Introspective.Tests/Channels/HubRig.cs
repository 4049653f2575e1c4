using Masakari.Introspective.Channels;
using Masakari.Introspective.Protocol.Base;
using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Tests.Channels;

/// <summary>A hub on real unix sockets in a folder of its own, with time by hand.</summary>
internal sealed class HubRig : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _sockets;

    public HubRig(ChannelOptions? options = null) =>
        Hub = new ChannelHub(
            options ?? new ChannelOptions(),
            new Dictionary<string, IGroupListener>(StringComparer.Ordinal)
            {
                [GroupAddress.Heartbeat] = Heartbeat,
                [GroupAddress.ServerGroup] = ServerGroup,
            },
            Time,
            Log
        );

    public ManualTimeProvider Time { get; } = new();

    public LogRecorder Log { get; } = new();

    public RecordingListener Heartbeat { get; } = new();

    public RecordingListener ServerGroup { get; } = new();

    public ChannelHub Hub { get; }

    /// <summary>A channel of a new instance; nobody listens on its path yet.</summary>
    public ChannelTarget Target(ChannelFormat format = ChannelFormat.Heartbeat) =>
        new(Guid.NewGuid(), "org.openstack.masakari.0", _folder.Combine($"{_sockets++}.sock"), format);

    /// <summary>A followed and connected channel.</summary>
    public async Task<(ChannelTarget Target, FakeQemu Qemu)> ConnectAsync(
        ChannelFormat format = ChannelFormat.Heartbeat
    )
    {
        var target = Target(format);
        var qemu = new FakeQemu(target.Path);
        Hub.Follow(target);
        await qemu.AcceptAsync();
        await ManualTimeProvider.EventuallyAsync(() => Heartbeat.Events(target.Instance).Count == 1);
        return (target, qemu);
    }

    public ChannelSnapshot Snapshot(ChannelTarget target) =>
        Hub.Snapshots().Single(s => s.Instance == target.Instance && s.Port == target.Port);

    public Task ReceivedAsync(ChannelTarget target, int messages) =>
        ManualTimeProvider.EventuallyAsync(() => Heartbeat.Messages(target.Instance).Count >= messages);

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Log.Dispose();
        _folder.Dispose();
    }
}
