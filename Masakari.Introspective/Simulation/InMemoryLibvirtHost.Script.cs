using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Simulation;

/// <summary>What a test makes happen, with the events that libvirt 9.0 raises for it, in its order.</summary>
internal sealed partial class InMemoryLibvirtHost
{
    /// <summary>Adds a domain, running unless told otherwise, without events: as one that was there before.</summary>
    public InMemoryDomain Add(string name, bool running = true, Guid? uuid = null) =>
        Add(new InMemoryDomain(uuid ?? Guid.NewGuid(), name), running);

    /// <inheritdoc cref="Add(string, bool, Guid?)"/>
    public InMemoryDomain Add(InMemoryDomain domain, bool running)
    {
        lock (_lock)
        {
            _domains.Add(domain.Uuid, domain);
            if (running)
            {
                (domain.RunId, domain.State, domain.Reason) = (++_lastRunId, DomainState.Running, 1);
            }

            return domain;
        }
    }

    /// <summary>Removes the definition, as Nova does when it deletes an instance.</summary>
    public void Undefine(InMemoryDomain domain) =>
        Change(domain, () => _domains.Remove(domain.Uuid), (DomainEventId.Lifecycle, 1, 0));

    /// <summary>Starts the domain; its agent is connected at once (<paramref name="agent"/> says how it behaves).</summary>
    public void Boot(InMemoryDomain domain, AgentBehaviour agent = AgentBehaviour.Answering)
    {
        Change(
            domain,
            () =>
            {
                (domain.RunId, domain.State, domain.Reason) = (++_lastRunId, DomainState.Running, 1);
                (domain.Agent, domain.AgentInSync, domain.QemuStopped) = (agent, true, false);
            },
            (DomainEventId.AgentLifecycle, 2, 1),
            (DomainEventId.Lifecycle, 4, 0),
            (DomainEventId.Lifecycle, 2, 0)
        );
        if (agent != AgentBehaviour.PortClosed)
        {
            Raise(domain, DomainEventId.AgentLifecycle, 1, 2);
        }
    }

    public void Suspend(InMemoryDomain domain) =>
        Change(domain, () => (domain.State, domain.Reason) = (DomainState.Paused, 1), (DomainEventId.Lifecycle, 3, 0));

    public void Resume(InMemoryDomain domain) =>
        Change(domain, () => (domain.State, domain.Reason) = (DomainState.Running, 5), (DomainEventId.Lifecycle, 4, 0));

    /// <summary><c>virsh destroy</c>.</summary>
    public void Destroy(InMemoryDomain domain) =>
        Change(domain, () => Off(domain, 2), (DomainEventId.Lifecycle, 6, 2), (DomainEventId.Lifecycle, 5, 1));

    /// <summary><c>poweroff</c> in the guest.</summary>
    public void PowerOff(InMemoryDomain domain) =>
        Change(
            domain,
            () => Off(domain, 1),
            (DomainEventId.AgentLifecycle, 2, 2),
            (DomainEventId.Lifecycle, 6, 1),
            (DomainEventId.Lifecycle, 5, 0)
        );

    /// <summary><c>kill -9</c> of QEMU.</summary>
    public void KillQemu(InMemoryDomain domain) =>
        Change(domain, () => Off(domain, 3), (DomainEventId.Lifecycle, 5, 5));

    /// <summary>A kernel panic that a pvpanic device reports, with on_crash=destroy.</summary>
    public void Panic(InMemoryDomain domain) =>
        Change(domain, () => Off(domain, 3), (DomainEventId.Lifecycle, 8, 0), (DomainEventId.Lifecycle, 5, 2));

    /// <summary>An I/O error under error_policy=stop: libvirt says it in three ways.</summary>
    public void PauseByIoError(InMemoryDomain domain) =>
        Change(
            domain,
            () => (domain.State, domain.Reason) = (DomainState.Paused, 5),
            (DomainEventId.Lifecycle, 3, 2),
            (DomainEventId.IoError, 1, -1),
            (DomainEventId.IoErrorReason, -1, -1)
        );

    /// <summary>A watchdog whose action is pause.</summary>
    public void PauseByWatchdog(InMemoryDomain domain) =>
        Change(
            domain,
            () => (domain.State, domain.Reason) = (DomainState.Paused, 6),
            (DomainEventId.Watchdog, 1, -1),
            (DomainEventId.Lifecycle, 3, 3)
        );

    /// <summary>A kernel panic that a pvpanic device reports, with on_crash=preserve.</summary>
    public void PanicAndStay(InMemoryDomain domain) =>
        Change(domain, () => (domain.State, domain.Reason) = (DomainState.Crashed, 1), (DomainEventId.Lifecycle, 8, 0));

    /// <summary>A kernel panic that a pvpanic device reports, with on_crash=restart.</summary>
    public void PanicAndRestart(InMemoryDomain domain) =>
        Change(
            domain,
            () => (domain.State, domain.Reason) = (DomainState.Running, 5),
            (DomainEventId.Lifecycle, 8, 0),
            (DomainEventId.Reboot, -1, -1),
            (DomainEventId.Lifecycle, 4, 0)
        );

    /// <summary><c>reboot</c> in the guest, up to where the agent's port closes; <see cref="OpenAgentPort"/> ends it.</summary>
    public void Reboot(InMemoryDomain domain) =>
        Change(
            domain,
            () => domain.Agent = AgentBehaviour.PortClosed,
            (DomainEventId.AgentLifecycle, 2, 2),
            (DomainEventId.Reboot, -1, -1),
            (DomainEventId.Reboot, -1, -1),
            (DomainEventId.Reboot, -1, -1)
        );

    public void CloseAgentPort(InMemoryDomain domain) =>
        Change(domain, () => domain.Agent = AgentBehaviour.PortClosed, (DomainEventId.AgentLifecycle, 2, 2));

    /// <param name="agent">How the new agent behaves from its first moment.</param>
    public void OpenAgentPort(InMemoryDomain domain, AgentBehaviour agent = AgentBehaviour.Answering) =>
        Change(domain, () => (domain.Agent, domain.AgentInSync) = (agent, true), (DomainEventId.AgentLifecycle, 1, 2));

    /// <summary>The agent stops (or begins again) to answer; libvirt raises no event. A waiting call gets its answer.</summary>
    public void SetAgent(InMemoryDomain domain, AgentBehaviour agent) => Change(domain, () => domain.Agent = agent);

    /// <summary>SIGSTOP (or SIGCONT) of QEMU; libvirt raises no event.</summary>
    public void SetQemuStopped(InMemoryDomain domain, bool stopped) =>
        Change(
            domain,
            () =>
            {
                domain.QemuStopped = stopped;
                domain.StatisticsOutstanding &= stopped;
            }
        );

    /// <summary>Raises one event; lost, as in life, while there is no connection.</summary>
    public void Raise(InMemoryDomain domain, DomainEventId id, int type = -1, int detail = -1)
    {
        lock (_lock)
        {
            if (_connected)
            {
                Emit(new DomainEvent(time.GetUtcNow(), domain.Uuid, domain.Name, id, type, detail));
            }
        }
    }

    /// <summary>libvirtd goes away: calls in flight and all later ones fail, events are lost.</summary>
    public void LoseConnection(string reason = "End of file from the server")
    {
        InMemoryAgentCall[] calls;
        lock (_lock)
        {
            _reachable = false;
            DisconnectReason = reason;
            if (_started && _connected)
            {
                _connected = false;
                Emit(new DisconnectedEvent(time.GetUtcNow(), reason));
            }

            calls = [.. _domains.Values.Select(x => x.Call).OfType<InMemoryAgentCall>()];
            foreach (var call in calls.Where(x => Queue(x.Lane).Remove(x)))
            {
                // Counted as if it had begun, so that all calls end in one way.
                _inFlight[call.Lane] = _inFlight.GetValueOrDefault(call.Lane) + 1;
            }

            foreach (var domain in _domains.Values)
            {
                domain.StatisticsOutstanding = false;
            }
        }

        foreach (var call in calls)
        {
            Finish(call, new LibvirtDisconnectedException(38, $"Not connected to libvirt: {reason}"));
        }
    }

    /// <summary>The client's process ends: what it waits for fails, and what happens until its next start is lost to it.</summary>
    public void Leave()
    {
        var isReachable = _reachable;
        LoseConnection("the client ended");
        lock (_lock)
        {
            (_reachable, _started) = (isReachable, false);
            while (_events.Reader.TryRead(out _))
            {
                // Of the past by the time of the next start, which lists the domains as they are then.
            }
        }
    }

    /// <summary>libvirtd is back; the domains are listed as they are now.</summary>
    public void RestoreConnection()
    {
        lock (_lock)
        {
            _reachable = true;
            if (_started && !_connected)
            {
                Connect();
            }
        }
    }

    /// <summary>The domain comes by live migration: it is here, paused, until <see cref="ArriveByMigration"/>.</summary>
    public void BeginMigrationIn(InMemoryDomain domain)
    {
        lock (_lock)
        {
            _domains.TryAdd(domain.Uuid, domain);
        }

        Change(
            domain,
            () => (domain.RunId, domain.State, domain.Reason) = (++_lastRunId, DomainState.Paused, 2),
            (DomainEventId.Lifecycle, 2, 1)
        );
    }

    public void ArriveByMigration(InMemoryDomain domain) =>
        Change(
            domain,
            () =>
            {
                (domain.State, domain.Reason) = (DomainState.Running, 2);
                (domain.Agent, domain.AgentInSync) = (AgentBehaviour.Answering, true);
            },
            (DomainEventId.AgentLifecycle, 1, 2),
            (DomainEventId.Lifecycle, 4, 1)
        );

    /// <summary>A live migration to another host, up to where it is done or given up.</summary>
    public void BeginMigrationOut(InMemoryDomain domain) =>
        Change(domain, () => domain.Job = new DomainJob(2, DomainJobOperation.MigrationOut));

    public void LeaveByMigration(InMemoryDomain domain) =>
        Change(domain, () => Off(domain, 4), (DomainEventId.Lifecycle, 3, 1), (DomainEventId.Lifecycle, 5, 3));

    /// <summary>The guest never paused: libvirt raises no event.</summary>
    public void CancelMigrationOut(InMemoryDomain domain) => Change(domain, () => domain.Job = DomainJob.None);

    /// <summary><c>virsh managedsave</c>, as Nova suspends an instance.</summary>
    public void Save(InMemoryDomain domain) =>
        Change(domain, () => Off(domain, 5), (DomainEventId.Lifecycle, 3, 0), (DomainEventId.Lifecycle, 5, 4));

    /// <summary>Starts a saved domain: its guest goes on where it was.</summary>
    public void Restore(InMemoryDomain domain) =>
        Change(
            domain,
            () =>
            {
                (domain.RunId, domain.State, domain.Reason) = (++_lastRunId, DomainState.Running, 3);
                (domain.Agent, domain.AgentInSync) = (AgentBehaviour.Answering, true);
            },
            (DomainEventId.Lifecycle, 2, 2),
            (DomainEventId.Lifecycle, 4, 2),
            (DomainEventId.AgentLifecycle, 1, 2)
        );

    /// <summary>The guest has begun to power off: QEMU is about to end.</summary>
    public void BeginShutdown(InMemoryDomain domain) =>
        Change(
            domain,
            () => (domain.State, domain.Reason) = (DomainState.Shutdown, 1),
            (DomainEventId.AgentLifecycle, 2, 2),
            (DomainEventId.Lifecycle, 6, 1)
        );

    /// <summary>The domain is off, for libvirt's <paramref name="reason"/>; raises nothing.</summary>
    public static void Off(InMemoryDomain domain, int reason)
    {
        (domain.RunId, domain.State, domain.Reason) = (-1, DomainState.Shutoff, reason);
        (domain.Agent, domain.QemuStopped, domain.StatisticsOutstanding) = (AgentBehaviour.PortClosed, false, false);
        domain.Job = DomainJob.None;
        domain.Attached.Clear();
    }

    /// <summary>Changes a domain under the host's lock, then raises what libvirt raises for it.</summary>
    public void Change(InMemoryDomain domain, Action change, params (DomainEventId Id, int Type, int Detail)[] events)
    {
        InMemoryAgentCall? answered;
        lock (_lock)
        {
            change();
            foreach (var (id, type, detail) in events)
            {
                Raise(domain, id, type, detail);
            }

            var waits =
                domain.State == DomainState.Running && (IsSilent(domain) || domain.Agent == AgentBehaviour.Busy);
            answered = waits || domain.Call?.Timer is null ? null : domain.Call;
        }

        if (answered is not null)
        {
            Finish(answered);
        }
    }
}
