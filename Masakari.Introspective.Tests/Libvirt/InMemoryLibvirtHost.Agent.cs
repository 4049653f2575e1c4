using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Tests.Libvirt;

/// <summary>Agent calls: the lanes, and how long each kind of agent takes.</summary>
internal sealed partial class InMemoryLibvirtHost
{
    /// <summary>libvirt's own timeout for the guest-sync that follows an unanswered command.</summary>
    public static readonly TimeSpan DefaultResponseTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long libvirt waits for another client's agent command to end.</summary>
    public static readonly TimeSpan JobWait = TimeSpan.FromSeconds(30);

    private readonly Dictionary<AgentLane, int> _inFlight = [];
    private readonly Dictionary<AgentLane, LinkedList<InMemoryAgentCall>> _queued = [];

    /// <summary>Calls that a lane runs at once; the shares of 8.</summary>
    public Dictionary<AgentLane, int> LaneSizes { get; } =
        new()
        {
            [AgentLane.Routine] = 4,
            [AgentLane.Suspect] = 3,
            [AgentLane.Reported] = 1,
        };

    /// <summary>How long an answering agent takes, for a host that is slow as a whole.</summary>
    public TimeSpan AgentDelay { get; set; }

    /// <summary>The most agent calls that were ever in flight together.</summary>
    public int MostInFlight { get; private set; }

    public Task<string> SendAgentCommandAsync(
        Guid domain,
        AgentLane lane,
        string command,
        TimeSpan timeout,
        TimeSpan? responseTimeout,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        InMemoryAgentCall call;
        try
        {
            lock (_lock)
            {
                RequireConnection();
                var found = Find(domain);
                if (found.Call is not null)
                {
                    throw new InvalidOperationException($"Domain {found.Name} has an agent call in flight already");
                }

                call = new InMemoryAgentCall(found, lane, command, timeout) { ResponseTimeout = responseTimeout };
                found.Call = call;
                Queue(lane).AddLast(call);
            }
        }
        catch (LibvirtException e)
        {
            return Task.FromException<string>(e);
        }

        call.Cancellation = cancellationToken.Register(() => CancelQueued(call, cancellationToken));
        StartQueued(lane);
        return call.Completion.Task;
    }

    private void CancelQueued(InMemoryAgentCall call, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // A call in flight runs to its end, as libvirt's does.
            if (!Queue(call.Lane).Remove(call))
            {
                return;
            }

            call.Domain.Call = null;
        }

        call.Completion.TrySetCanceled(cancellationToken);
    }

    private void StartQueued(AgentLane lane)
    {
        while (true)
        {
            InMemoryAgentCall call;
            lock (_lock)
            {
                if (Queue(lane).First is not { } first || _inFlight.GetValueOrDefault(lane) >= LaneSizes[lane])
                {
                    return;
                }

                call = first.Value;
                Queue(lane).RemoveFirst();
                _inFlight[lane] = _inFlight.GetValueOrDefault(lane) + 1;
                MostInFlight = Math.Max(MostInFlight, _inFlight.Values.Sum());
            }

            Run(call);
        }
    }

    private void Run(InMemoryAgentCall call)
    {
        var domain = call.Domain;
        TimeSpan wait;
        lock (_lock)
        {
            domain.AgentCalls++;
            domain.AgentResponseTimeout = call.ResponseTimeout ?? domain.AgentResponseTimeout;
            if (domain.State != DomainState.Running)
            {
                wait = TimeSpan.Zero;
            }
            else if (domain.Agent == AgentBehaviour.Busy)
            {
                wait = JobWait;
            }
            else if (IsSilent(domain))
            {
                wait = domain.AgentInSync ? call.Timeout : domain.AgentResponseTimeout ?? DefaultResponseTimeout;
            }
            else
            {
                wait = AgentDelay;
            }

            if (wait > TimeSpan.Zero)
            {
                call.Timer = time.CreateTimer(_ => Finish(call), null, wait, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Finish(call);
    }

    private static bool IsSilent(InMemoryDomain domain) => domain.QemuStopped || domain.Agent == AgentBehaviour.Silent;

    private void Finish(InMemoryAgentCall call, LibvirtException? failure = null)
    {
        var domain = call.Domain;
        string? reply = null;
        lock (_lock)
        {
            if (domain.Call != call)
            {
                return;
            }

            failure ??= Outcome(domain);
            if (failure is null && domain.Answers is { } answers && (reply = answers(call.Command)) is null)
            {
                failure = new AgentRepliedWithErrorException(1, domain.ErrorReply);
            }

            domain.AgentInSync = failure is not AgentUnresponsiveException;
            domain.Call = null;
            _inFlight[call.Lane]--;
        }

        call.Timer?.Dispose();
        call.Cancellation.Dispose();
        if (failure is null)
        {
            call.Completion.TrySetResult(reply ?? domain.Reply);
        }
        else
        {
            call.Completion.TrySetException(failure);
        }

        StartQueued(call.Lane);
    }

    private static LibvirtException? Outcome(InMemoryDomain domain)
    {
        if (domain.State != DomainState.Running)
        {
            return new DomainNotRunningException(55, "Requested operation is not valid: domain is not running");
        }

        if (IsSilent(domain))
        {
            return new AgentUnresponsiveException(
                86,
                "Guest agent is not responding: Guest agent not available for now"
            );
        }

        return domain.Agent switch
        {
            AgentBehaviour.PortClosed => new AgentNotConnectedException(
                86,
                "Guest agent is not responding: QEMU guest agent is not connected"
            ),
            AgentBehaviour.ErrorReply => new AgentRepliedWithErrorException(1, domain.ErrorReply),
            AgentBehaviour.Busy => new AgentBusyException(
                68,
                "Timed out during operation: cannot acquire state change lock (held by agent=remoteDispatchQemuDomainAgentCommand)"
            ),
            _ => null,
        };
    }

    private LinkedList<InMemoryAgentCall> Queue(AgentLane lane)
    {
        if (!_queued.TryGetValue(lane, out var queue))
        {
            _queued[lane] = queue = new LinkedList<InMemoryAgentCall>();
        }

        return queue;
    }
}
