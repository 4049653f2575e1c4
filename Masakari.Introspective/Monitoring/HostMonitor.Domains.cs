using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Operations;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Assembly;
using Masakari.Introspective.Monitoring.HealthChecks;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.Monitoring.Stalls;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring;

/// <summary>What libvirt's events mean for the table of instances.</summary>
internal sealed partial class HostMonitor
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan ReadAgain = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Guid, int> _changes = [];
    private ITimer? _due;
    private TimeSpan? _wakeAt;

    private bool IsIntrospective => _roles.HasFlag(MonitorRoles.Introspective);

    private void Connected(ConnectedEvent connected)
    {
        var isFresh = true;
        var known = _wasConnected ? Parts.Keeper.Running() : _memory.Load(out isFresh);
        _instances.IsCurrent = true;
        if (!_wasConnected)
        {
            Parts.Guests.Inherited = _notifier.Pending.ToHashSet();
        }

        Parts.Operations.Connected(connected.Domains);
        foreach (var change in Reconciliation.Compare(known, connected.Domains))
        {
            Reconcile(change, connected.At, isFresh);
        }

        Parts.Introspective.Connected();
        _wasConnected = true;
        LogConnected(_instances.All.Count, _instances.All.Count(instance => instance.Domain.IsActive));
    }

    /// <param name="isFresh">Whether what was known is recent enough for an unseen death to be reported.</param>
    private void Reconcile(RunChange change, DateTimeOffset at, bool isFresh)
    {
        if (change.Now is not { } now)
        {
            Forget(change.Known!.Uuid);
            return;
        }

        var instance = _instances.GetOrAdd(now, _time.Monotonic());
        if (change.IsSameRun)
        {
            Resume(instance, change.Known!);
        }
        else if (change.HasStopped)
        {
            if (isFresh && !change.Known!.IsFenced)
            {
                MissedStop(change.Known!, now, at);
            }

            Stopped(instance);
            instance.HasStoppedUnseen = true;
        }
        else if (change.Known is not null)
        {
            Started(instance);
        }

        TakeSleep(instance);

        if (_roles.HasFlag(MonitorRoles.BlackBox))
        {
            Parts.Stalls.Look(now);
        }

        instance.PlugTriedIn = null;
        if (now.IsActive)
        {
            _ = LoadAsync(now.Uuid);
        }
    }

    /// <summary>Takes up a run that was known before the monitor was restarted.</summary>
    private void Resume(InstanceMonitor instance, KnownRun known)
    {
        if (_wasConnected)
        {
            return;
        }

        var waiting = PendingFor(known.Uuid, FaultReporter.Event);
        var report = waiting ?? known.Told;
        if (report is not null)
        {
            var age = waiting is null ? _time.GetUtcNow() - report.GeneratedAt : TimeSpan.Zero;
            instance.Incidents.Restore(report, _time.Monotonic() - age, isDelivered: waiting is null);
        }

        instance.AttachedPort = known.Attached;
        instance.BootedAt = known.BootedAt is { } at ? OnOurClock(at) : instance.BootedAt;
        if (known.Disturbance is { } disturbance)
        {
            TimeSpan? endedAt = disturbance.EndedAt is { } end ? OnOurClock(end) : null;
            Parts
                .Operations.Of(instance.Uuid)
                .Planned.Restore(new Disturbance(disturbance.After, endedAt), _time.Monotonic());
        }

        instance.FencedRun = known.IsFenced ? known.RunId : null;
        var isStall = report is not null && StallTable.Of(report) is not null;
        if (isStall)
        {
            Parts.Stalls.Restore(instance, report!);
        }

        var guest = !isStall && report is { Event: FaultReporter.Event } ? report : null;
        var isHeartbeat = RememberHeartbeats(instance, known.Heartbeats ?? [], guest);
        instance.RememberedHealthCheck =
            guest is null && known.HealthCheck is { } check ? check with { HasFailed = false } : known.HealthCheck;
        var isHealthCheck = instance.RememberedHealthCheck is { HasFailed: true };
        if (isHealthCheck)
        {
            instance.Sides.Fail(HealthCheckMonitor.Side, guest!.Cause);
        }

        if (guest is not null && (known.IsReported || !(isHeartbeat || isHealthCheck)))
        {
            instance.Detector.RestoreReported();
            instance.Sides.Fail(FaultReporter.GuestPing, guest.Cause);
        }
        else if (known.HasAnswered)
        {
            instance.Detector.RestoreAnswered();
        }

        if (known.IsTimeoutLowered)
        {
            // The monitor was killed while the guest was suspect.
            _ = Parts.Timeouts.ResetAsync(known.Uuid, _stopping.Token);
        }
    }

    private TimeSpan OnOurClock(DateTimeOffset at) => _time.Monotonic() - (_time.GetUtcNow() - at);

    private Notification? PendingFor(Guid instance, string eventName) =>
        _notifier.Pending.FirstOrDefault(waiting => waiting.InstanceUuid == instance && waiting.Event == eventName);

    private void MissedStop(KnownRun known, DomainSnapshot now, DateTimeOffset at)
    {
        if (now.Reason is ShutoffReason.Unknown)
        {
            LogForgottenStop(known.Uuid, known.Name);
        }

        if (PendingFor(known.Uuid, "LIFECYCLE") is null && Reconciliation.MissedStopDetail(now.Reason) is { } detail)
        {
            LogMissedStop(known.Uuid, known.Name, now.Reason);
            Observe(
                new DomainEvent(at, known.Uuid, known.Name, DomainEventId.Lifecycle, LifecycleType.Stopped, detail)
            );
        }
    }

    private void TakeDomainEvent(DomainEvent seen)
    {
        Parts.Story.Event(seen);
        Observe(seen);
        Parts.Operations.Take(seen);
        switch (seen.Id)
        {
            case DomainEventId.Lifecycle:
                TakeLifecycle(seen);
                break;
            case DomainEventId.Reboot:
                if (_instances.Find(seen.Domain) is { } rebooted)
                {
                    Rebooted(rebooted);
                }

                Parts.Keeper.Changed();
                break;
            case DomainEventId.AgentLifecycle when IsIntrospective && _instances.Find(seen.Domain) is { } instance:
                TakeAgentChange(instance);
                break;
        }

        if (_roles.HasFlag(MonitorRoles.BlackBox))
        {
            Parts.Stalls.Take(seen);
        }

        if (_instances.Find(seen.Domain) is { } changed)
        {
            Parts.Storm.Changed(changed);
            Parts.Status.Note(changed);
        }
    }

    private void Observe(DomainEvent seen)
    {
        if (_roles.HasFlag(MonitorRoles.BlackBox))
        {
            var instance = _instances.Find(seen.Domain);
            if (instance is not null || !Parts.Operations.DropsUnknown(seen))
            {
                Parts.BlackBox.Observe(seen, instance);
            }
        }
    }

    private void TakeLifecycle(DomainEvent seen)
    {
        var instance = _instances.Find(seen.Domain);
        _changes[seen.Domain] = ChangesOf(seen.Domain) + 1;
        switch (seen.Type)
        {
            case LifecycleType.Started:
                if (instance is not null && seen.Detail is StartedByWakeUp)
                {
                    Resumed(instance);
                }
                else if (instance is not null)
                {
                    Started(instance);
                }

                _ = LoadAsync(seen.Domain);
                break;
            case LifecycleType.Resumed when instance is not null:
                instance.Domain = instance.Domain with { State = DomainState.Running };
                Resumed(instance);
                break;
            case LifecycleType.Suspended or LifecycleType.PmSuspended when instance is not null:
                instance.Domain = instance.Domain with { State = DomainState.Paused };
                Suspended(instance);
                break;
            case LifecycleType.Stopped when instance is not null:
                instance.Domain = instance.Domain with { State = DomainState.Shutoff, RunId = -1 };
                Stopped(instance);
                Parts.Introspective.Drop(seen.Domain);
                break;
            case LifecycleType.Undefined when instance is { Domain.IsActive: false }:
                Forget(seen.Domain);
                break;
        }

        // At once: a daemon killed in the next second must not find the same death again.
        Parts.Keeper.Changed();
        Parts.Keeper.SaveIfDue();
    }

    private int ChangesOf(Guid uuid) => _changes.GetValueOrDefault(uuid);

    private void TakeAgentChange(InstanceMonitor instance)
    {
        if (instance.Watch is { IsWatched: true })
        {
            Parts.Introspective.AskNow(instance);
        }
        else
        {
            // A channel may have been plugged in.
            _ = LoadAsync(instance.Uuid);
        }
    }

    private void Forget(Guid uuid)
    {
        if (_instances.Find(uuid) is { } instance)
        {
            Parts.Opinions.Forget(instance);
            Parts.Heartbeats.Drop(instance);
            Parts.Health.Forget(instance);
        }

        _instances.Remove(uuid);
        _changes.Remove(uuid);
        Parts.Introspective.Drop(uuid);
        Parts.BlackBox.Forget(uuid);
        Parts.Stalls.Forget(uuid);
        _journal.Forget(uuid);
        Parts.Storm.Forget(uuid);
        Parts.Operations.Forget(uuid);
    }

    void IMonitorTurns.Reload(Guid instance) => _ = LoadAsync(instance);

    /// <summary>Reads the domain's run and XML, then decides whether it is watched.</summary>
    private async Task LoadAsync(Guid uuid)
    {
        var changes = ChangesOf(uuid);
        DomainSnapshot domain;
        DomainDescription description;
        try
        {
            domain = await _libvirt.GetDomainAsync(uuid, _stopping.Token);
            description = DomainXml.Parse(await _libvirt.GetXmlAsync(uuid, _stopping.Token));
        }
        catch (Exception failure) when (failure is LibvirtException or FormatException or OperationCanceledException)
        {
            if (!_stopping.IsCancellationRequested && failure is not NoDomainException)
            {
                LogUnreadable(uuid, failure.Message);
                await TryAgainAsync(uuid, changes);
            }

            return;
        }

        _mailbox.Post(() =>
        {
            if (ChangesOf(uuid) == changes)
            {
                Loaded(domain, description);
            }
            else
            {
                // The domain changed while it was read: what was read may be of the past.
                _ = LoadAsync(uuid);
            }
        });
    }

    /// <summary>After a pause, unless the domain changed meanwhile (that reads it anyway) or the connection ended.</summary>
    private async Task TryAgainAsync(Guid uuid, int changes)
    {
        try
        {
            await Task.Delay(ReadAgain, _time, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _mailbox.Post(() =>
        {
            if (
                _instances.IsCurrent
                && ChangesOf(uuid) == changes
                && _instances.Find(uuid) is { Domain.IsActive: true }
            )
            {
                _ = LoadAsync(uuid);
            }
        });
    }

    private void Loaded(DomainSnapshot domain, DomainDescription description)
    {
        var instance = _instances.GetOrAdd(domain, _time.Monotonic());
        instance.Description = description;
        instance.Server = _nova.Find(domain.Uuid);
        TakeSleep(instance);

        Reconsider(instance, keepPlace: false);
        Parts.Storm.Changed(instance);
        Parts.Status.Note(instance);
        Parts.Keeper.Changed();
        WakeWhenDue();
    }

    private void Reconsider(InstanceMonitor instance, bool keepPlace)
    {
        if (IsIntrospective && instance.Description is not null)
        {
            Parts.Introspective.Reconsider(instance, keepPlace);
            Parts.Health.Reconsider(instance);
            Parts.Heartbeats.Reconsider(instance);
            Parts.Rehearsal.Reconsider(instance);
        }
    }

    private void AskWhoIsDue()
    {
        _wakeAt = null;
        WakeWhenDue();
    }

    /// <summary>Sets the timer to the next question, so that it is asked on time and not at the next tick.</summary>
    private void WakeWhenDue()
    {
        Parts.Scheduler.Run();
        if (Parts.Scheduler.NextDue is not { } due || due == _wakeAt)
        {
            return;
        }

        // Run has started what was due; what became due since then is next.
        var wait = due - _time.Monotonic();
        _wakeAt = due;
        _due?.Change(wait > Least ? wait : Least, Timeout.InfiniteTimeSpan);
    }
}
