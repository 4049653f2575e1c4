using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Channels;

/// <inheritdoc cref="IChannelHub"/>
/// <param name="listenersByGroup">By group address, for instance <c>cgcs.heartbeat</c>.</param>
internal sealed class ChannelHub(
    ChannelOptions options,
    IReadOnlyDictionary<string, IGroupListener> listenersByGroup,
    TimeProvider time,
    ILoggerFactory loggers
) : IChannelHub
{
    private readonly ILogger _logger = loggers.CreateLogger<ChannelHub>();
    private readonly Episode _forbidden = new(ChannelLog.Quiet);
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, InstanceChannels> _instances = [];
    private bool _isDisposed;

    /// <inheritdoc/>
    /// <remarks>A channel that is followed already, with the same path and format, stays as it is.</remarks>
    /// <exception cref="ObjectDisposedException">The hub is closed.</exception>
    public void Follow(ChannelTarget target)
    {
        ChannelFollower? previous;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_instances.TryGetValue(target.Instance, out var channels))
            {
                channels = new InstanceChannels(new IntakeLimits(options, time));
                _instances.Add(target.Instance, channels);
            }

            previous = channels.ByPort.GetValueOrDefault(target.Port);
            if (previous is { IsEnding: false } && previous.Target == target)
            {
                return;
            }

            var log = new ChannelLog(target, _forbidden, _logger, time);
            var next = new ChannelFollower(target, options, listenersByGroup, channels.Limits, log, time);
            channels.ByPort[target.Port] = next;
            next.Start(previous?.Completion ?? Task.CompletedTask);
        }

        if (previous is not null)
        {
            _ = ForgetAsync(previous);
        }
    }

    public void Unfollow(Guid instance, string port)
    {
        ChannelFollower? ending;
        lock (_lock)
        {
            ending = _instances.GetValueOrDefault(instance)?.ByPort.GetValueOrDefault(port);
        }

        if (ending is not null)
        {
            _ = ForgetAsync(ending);
        }
    }

    public void Retry(Guid instance)
    {
        lock (_lock)
        {
            if (_instances.TryGetValue(instance, out var channels))
            {
                foreach (var follower in channels.ByPort.Values)
                {
                    follower.Retry();
                }
            }
        }
    }

    /// <summary>The figures of all followed channels.</summary>
    public IReadOnlyList<ChannelSnapshot> Snapshots()
    {
        lock (_lock)
        {
            return [.. _instances.Values.SelectMany(channels => channels.ByPort.Values).Select(f => f.Snapshot())];
        }
    }

    /// <summary>Returns when every socket is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        List<ChannelFollower> all;
        lock (_lock)
        {
            _isDisposed = true;
            all = [.. _instances.Values.SelectMany(channels => channels.ByPort.Values)];
        }

        await Task.WhenAll(all.Select(ForgetAsync));
    }

    /// <summary>Stays in the list until its socket is closed: a successor has to know whom to wait for.</summary>
    private async Task ForgetAsync(ChannelFollower follower)
    {
        await follower.DisposeAsync();
        var (instance, port) = (follower.Target.Instance, follower.Target.Port);
        lock (_lock)
        {
            if (
                _instances.TryGetValue(instance, out var channels)
                && channels.ByPort.GetValueOrDefault(port) == follower
                && channels.ByPort.Remove(port)
                && channels.ByPort.Count == 0
            )
            {
                _instances.Remove(instance);
            }
        }
    }
}
