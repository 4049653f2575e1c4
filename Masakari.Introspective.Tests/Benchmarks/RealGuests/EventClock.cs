using System.Collections.Concurrent;
using System.Diagnostics;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Libvirt.Native;
using Microsoft.Extensions.Logging.Abstractions;

namespace Masakari.Introspective.Benchmarks.RealGuests;

/// <summary>Notes when libvirt tells this process that a domain stopped: any other client hears it at the same moment.</summary>
internal sealed class EventClock : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, long> _stopped = new();
    private readonly LibvirtHost _libvirt;
    private readonly Task _reading;

    public EventClock(string uri)
    {
        var connector = new NativeConnector(uri, TimeProvider.System);
        _libvirt = new LibvirtHost(connector, LanePlan.For(3), TimeProvider.System, NullLogger<LibvirtHost>.Instance);
        _libvirt.Start();
        _reading = ReadAsync();
    }

    /// <summary>The <see cref="Stopwatch"/> timestamp of the event.</summary>
    public async Task<long> WaitAsync(Guid domain, TimeSpan limit)
    {
        var began = Stopwatch.GetTimestamp();
        long at;
        while (!_stopped.TryGetValue(domain, out at))
        {
            if (Stopwatch.GetElapsedTime(began) > limit)
            {
                throw new TimeoutException($"libvirt did not tell within {limit} that {domain} stopped");
            }

            await Task.Delay(5);
        }

        return at;
    }

    public async ValueTask DisposeAsync()
    {
        await _libvirt.DisposeAsync();
        await _reading;
    }

    private async Task ReadAsync()
    {
        await foreach (var seen in _libvirt.Events.ReadAllAsync())
        {
            if (seen is DomainEvent { Id: DomainEventId.Lifecycle, Type: LifecycleType.Stopped } stopped)
            {
                _stopped.TryAdd(stopped.Domain, Stopwatch.GetTimestamp());
            }
        }
    }
}
