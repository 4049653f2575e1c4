using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Operations;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.OpenStack;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Operations;

/// <summary>Follows the planned operations on every instance of this host, known to the table or not yet.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed partial class OperationMonitor(
    OperationLimits limits,
    string hostName,
    ILibvirtHost libvirt,
    Mailbox mailbox,
    TimeProvider time,
    ILogger<OperationMonitor> logger
)
{
    /// <summary>libvirt has a job's state in its memory: longer means that the domain is locked.</summary>
    private static readonly TimeSpan JobDeadline = TimeSpan.FromSeconds(1);

    /// <summary>A job asked for this recently is not asked for again.</summary>
    private static readonly TimeSpan JobAge = TimeSpan.FromSeconds(2);

    private readonly Dictionary<Guid, InstanceOperations> _instances = [];

    /// <summary>Hears of each operation that was seen to end, and of each that was seen to begin.</summary>
    public Action<Guid, OngoingOperation?, OngoingOperation?>? Changed { get; set; }

    public InstanceOperations Of(Guid instance)
    {
        if (!_instances.TryGetValue(instance, out var operations))
        {
            _instances[instance] = operations = new InstanceOperations();
        }

        return operations;
    }

    public void Forget(Guid instance) => _instances.Remove(instance);

    /// <summary>Takes in an event, after the black-box monitor has judged it on what was known before.</summary>
    public void Take(DomainEvent seen)
    {
        var planned = Of(seen.Domain).Planned;
        var now = time.Monotonic();
        switch (seen.Id)
        {
            case DomainEventId.Reboot:
                planned.Rebooted(now);
                break;
            case DomainEventId.AgentLifecycle when seen is { Type: 1, Detail: 2 }:
                planned.AgentOpened(now);
                break;
            case DomainEventId.Lifecycle:
                TakeLifecycle(seen, planned, now);
                break;
        }

        Note(seen.Domain);
    }

    /// <summary>Takes in that something may have become known of the operations on an instance.</summary>
    public void Note(Guid instance)
    {
        if (!_instances.TryGetValue(instance, out var operations))
        {
            return;
        }

        var (before, now) = (operations.Noted, operations.Planned.Current(limits, time.Monotonic()));
        if (before?.Kind != now?.Kind)
        {
            operations.Noted = now;
            Changed?.Invoke(instance, before, now);
        }
    }

    /// <summary>libvirt was connected: what its states say is all that is left of the events missed.</summary>
    public void Connected(IReadOnlyList<DomainSnapshot> domains)
    {
        var now = time.Monotonic();
        foreach (var domain in domains.Where(domain => domain.IsActive))
        {
            var isNew = !_instances.ContainsKey(domain.Uuid);
            var planned = Of(domain.Uuid).Planned;
            var isByMigration = domain is { State: DomainState.Paused, Reason: DomainOperations.PausedByMigration };
            planned.Connected(
                DomainOperations.OfState(domain.State, domain.Reason),
                isByMigration && (isNew || planned.IsIncoming),
                now
            );
        }
    }

    /// <summary>What a restart of the monitor must not forget; null where nothing disturbs the instance.</summary>
    public Disturbance? DisturbanceOf(Guid instance) =>
        _instances.TryGetValue(instance, out var operations)
            ? operations.Planned.Disturbance(limits, time.Monotonic())
            : null;

    /// <summary>Whether the event is the end of a domain that was to come by migration and never ran here.</summary>
    public bool IsFailedArrival(DomainEvent seen) =>
        seen is { Id: DomainEventId.Lifecycle, Type: LifecycleType.Stopped, Detail: DomainOperations.StoppedByFailure }
        && _instances.TryGetValue(seen.Domain, out var operations)
        && operations.Planned.IsIncoming;

    /// <summary>The same for a domain that the table never came to know.</summary>
    public bool DropsUnknown(DomainEvent seen)
    {
        if (!IsFailedArrival(seen))
        {
            return false;
        }

        LogFailedArrival(seen.Domain, seen.Name);
        return true;
    }

    /// <summary>After an answer, or none: what libvirt does to a suspect is asked for, so that it is known at the verdict.</summary>
    public void Follow(InstanceMonitor instance, PingAnswer answer)
    {
        if (instance.Detector is { Misses: > 0 } or { State: GuestState.Held })
        {
            _ = AskJobAsync(instance.Uuid);
        }

        if (answer is PingAnswer.Replied or PingAnswer.RepliedWithError)
        {
            Of(instance.Uuid).Planned.AgentAnswered(time.Monotonic());
        }
    }

    /// <summary>What the directory of Nova's records says about an instance that Nova's word keeps from being reported.</summary>
    public void TakeDirectory(InstanceMonitor instance)
    {
        if (
            instance is { Domain.IsActive: true, Server: { } server }
            && Of(instance.Uuid) is { Refusal: not null } operations
        )
        {
            operations.Refusal = NovaWish.AgainstRunning(ToSight(server), hostName);
            operations.RefusedAt = time.Monotonic();
        }
    }

    public static NovaSight ToSight(NovaServer server) =>
        new(server.VmState, server.TaskState, server.Host, server.Locked);

    /// <summary>Asks for the domain's job, unless that was done a moment ago; ends within a second, when it is known.</summary>
    public Task AskJobAsync(Guid instance)
    {
        var operations = Of(instance);
        var now = time.Monotonic();
        if (now - operations.JobAskedAt >= JobAge)
        {
            operations.JobAskedAt = now;
            operations.JobAsked = ReadJobAsync(instance, operations.Planned);
        }

        return operations.JobAsked;
    }

    private async Task ReadJobAsync(Guid instance, PlannedOperations planned)
    {
        try
        {
            if (await libvirt.GetJobAsync(instance, JobDeadline, CancellationToken.None) is { } job)
            {
                mailbox.Post(() =>
                {
                    planned.SeeJob(DomainOperations.OfJob(job), limits, time.Monotonic());
                    Note(instance);
                });
            }
        }
        catch (LibvirtException refusal)
        {
            LogNoJob(instance, refusal.Message);
        }
    }

    private void TakeLifecycle(DomainEvent seen, PlannedOperations planned, TimeSpan now)
    {
        var byMigration = seen.Detail is DomainOperations.StartedByMigration;
        switch (seen.Type)
        {
            case LifecycleType.Started when seen.Detail is DomainOperations.StartedByWakeUp:
                planned.Resumed(inPostCopy: false, now);
                break;
            case LifecycleType.Started:
                planned.Started(byMigration, now);
                break;
            case LifecycleType.Resumed:
                planned.Resumed(seen.Detail is DomainOperations.ResumedInPostCopy, now);
                break;
            case LifecycleType.Suspended:
                planned.Suspended(DomainOperations.OfSuspension(seen.Detail), now);
                return;
            case LifecycleType.PmSuspended:
                planned.Suspended(Operation.Pause, now);
                return;
            case LifecycleType.Shutdown:
                planned.ShutsDown(seen.Detail is not DomainOperations.ShutdownByHost, now);
                return;
            case LifecycleType.Stopped:
                planned.Stopped();
                break;
            default:
                return;
        }

        // Nova's record was about how it was before.
        Of(seen.Domain).Refusal = null;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Name} was to come here by migration and did not arrive: not reported, it runs on where it was."
    )]
    private partial void LogFailedArrival(Guid instanceUuid, string name);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Its job was not asked for: {Reason}")]
    private partial void LogNoJob(Guid instanceUuid, string reason);
}
