using System.Collections.Concurrent;

namespace Masakari.Introspective.Libvirt;

/// <summary>Agent calls: bounded threads per lane, each with a read-write connection of its own.</summary>
internal sealed class AgentLanes : IDisposable
{
    private readonly Dictionary<AgentLane, (WorkerThreads Threads, LinkSlot[] Links)> _lanes;
    private readonly LinkSlot _reset;
    private readonly WorkerThreads _control = new("libvirt agent control", 1);
    private readonly ConcurrentDictionary<Guid, byte> _inFlight = new();

    public AgentLanes(ILibvirtConnector connector, LanePlan plan)
    {
        _lanes = new()
        {
            [AgentLane.Routine] = Lane("libvirt routine", connector, plan.Routine),
            [AgentLane.Suspect] = Lane("libvirt suspect", connector, plan.Suspect),
            [AgentLane.Reported] = Lane("libvirt reported", connector, plan.Reported),
        };
        _reset = new LinkSlot(connector, readOnly: false);
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
                _reset.Get().SetAgentResponseTimeout(domain, timeout: null);
                return true;
            },
            cancellationToken
        );

    public void Dispose()
    {
        _control.Dispose();
        _reset.Dispose();
        foreach (var (threads, links) in _lanes.Values)
        {
            threads.Dispose();
            foreach (var link in links)
            {
                link.Dispose();
            }
        }
    }

    private static (WorkerThreads Threads, LinkSlot[] Links) Lane(
        string name,
        ILibvirtConnector connector,
        int calls
    ) =>
        (
            new WorkerThreads(name, calls, isInline: true),
            [.. Enumerable.Range(0, calls).Select(_ => new LinkSlot(connector, readOnly: false))]
        );
}
