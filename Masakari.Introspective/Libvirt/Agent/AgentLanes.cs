using System.Collections.Concurrent;

namespace Masakari.Introspective.Libvirt;

/// <summary>Agent calls: bounded threads per lane, on read-write connections that the lane plan hands out.</summary>
internal sealed class AgentLanes : IDisposable
{
    private readonly Dictionary<AgentLane, (WorkerThreads Threads, LinkSlot[] Links)> _lanes;
    private readonly LinkSlot[] _slots;
    private readonly WorkerThreads _control = new("libvirt agent control", 1);
    private readonly ConcurrentDictionary<Guid, byte> _inFlight = new();

    public AgentLanes(ILibvirtConnector connector, LanePlan plan)
    {
        var routine = Slots(connector, plan.RoutineConnections);
        var trouble = Slots(connector, plan.TroubleConnections);
        _slots = [.. routine, .. trouble];
        _lanes = new()
        {
            [AgentLane.Routine] = Lane("libvirt routine", routine, 0, plan.Routine),
            [AgentLane.Suspect] = Lane("libvirt suspect", trouble, 0, plan.Suspect),
            [AgentLane.Reported] = Lane("libvirt reported", trouble, plan.Suspect, plan.Reported),
        };
    }

    public async Task<string> SendAsync(
        Guid domain,
        AgentLane lane,
        string command,
        TimeSpan timeout,
        TimeSpan? responseTimeout,
        CancellationToken cancellationToken
    )
    {
        if (!_inFlight.TryAdd(domain, 0))
        {
            // Also the remains of a call whose caller was told that the connection broke.
            throw new AgentBusyException(0, $"A command to the agent of domain {domain} is still in progress");
        }

        try
        {
            var (threads, links) = _lanes[lane];
            return await threads.RunAsync(
                worker => links[worker].Get().AgentCommand(domain, command, timeout, responseTimeout),
                cancellationToken
            );
        }
        catch (ObjectDisposedException)
        {
            // Another worker of the connection found it broken and closed it.
            throw new LibvirtDisconnectedException(0, "The libvirt connection broke");
        }
        finally
        {
            _inFlight.TryRemove(domain, out _);
        }
    }

    /// <summary>Needs no agent and waits for none: on a thread of its own, it passes the lanes.</summary>
    public Task<bool> ResetResponseTimeoutAsync(Guid domain, CancellationToken cancellationToken) =>
        _control.RunAsync(
            _ =>
            {
                _slots[0].Get().SetAgentResponseTimeout(domain, timeout: null);
                return true;
            },
            cancellationToken
        );

    public void Dispose()
    {
        _control.Dispose();
        foreach (var (threads, _) in _lanes.Values)
        {
            threads.Dispose();
        }

        foreach (var slot in _slots)
        {
            slot.Dispose();
        }
    }

    private static LinkSlot[] Slots(ILibvirtConnector connector, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new LinkSlot(connector, readOnly: false))];

    private static (WorkerThreads Threads, LinkSlot[] Links) Lane(
        string name,
        LinkSlot[] slots,
        int first,
        int calls
    ) =>
        (
            new WorkerThreads(name, calls),
            [.. Enumerable.Range(first, calls).Select(i => slots[i / LanePlan.CallsPerConnection])]
        );
}
