using Masakari.Introspective.Channels;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.OpenStack;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.GuestHeartbeat;

/// <summary>Decides whose heartbeat is listened to, tells the sessions what happens to their domains, and judges what they find.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed partial class HeartbeatMonitor(
    HeartbeatSettings settings,
    InstanceTable instances,
    HeartbeatService service,
    IChannelHub hub,
    ChannelPlug plug,
    FaultReporter faults,
    IFaultReader reports,
    INovaClient nova,
    INotifier notifier,
    Mailbox mailbox,
    TimeProvider time,
    ILogger<HeartbeatMonitor> logger,
    CancellationToken stopping
)
{
    /// <summary>Decides anew whether the instance's heartbeat is listened to, and follows or leaves its channels.</summary>
    public void Reconsider(InstanceMonitor instance)
    {
        var decision = HeartbeatRule.Decide(settings.Channels, instance.Description, instance.Server);
        if (decision != instance.Heartbeat)
        {
            Tell(instance, decision);
            instance.Heartbeat = decision;
        }

        Dictionary<string, string> wanted = new(StringComparer.Ordinal);
        foreach (var channel in instance.Domain.IsActive ? decision.Channels : [])
        {
            wanted[channel.Name] = channel.Path!;
        }

        if (decision.IsFinal)
        {
            Disown(instance, wanted.Keys);
        }

        foreach (var (port, path) in instance.Followed.ToList())
        {
            if (wanted.GetValueOrDefault(port) != path)
            {
                Leave(instance, port);
            }
        }

        foreach (var (port, path) in wanted)
        {
            if (instance.Followed.TryAdd(port, path))
            {
                Follow(instance, port, path);
            }
        }

        service.Expect(instance.Uuid, decision.IsExpected);
        plug.AttachWhereMissing(instance);
    }

    /// <summary>The domain started under the monitor's eyes; its channels are read anew from its XML.</summary>
    public void Started(InstanceMonitor instance)
    {
        service.Tell(instance.Uuid, (session, now) => session.Started(now));
        hub.Retry(instance.Uuid);
    }

    public void Suspended(InstanceMonitor instance) => service.Tell(instance.Uuid, (session, _) => session.Suspended());

    /// <summary>Also what ends an incoming migration: only then can a channel be attached.</summary>
    public void Resumed(InstanceMonitor instance)
    {
        service.Tell(instance.Uuid, (session, now) => session.Resumed(now));
        instance.PlugTriedIn = null;
        plug.AttachWhereMissing(instance);
    }

    /// <summary>The domain is found to run; where it slept, the event of its waking was missed.</summary>
    public void Awake(InstanceMonitor instance) => service.Tell(instance.Uuid, (session, now) => session.Resumed(now));

    public void Rebooted(InstanceMonitor instance) =>
        service.Tell(instance.Uuid, (session, now) => session.Rebooted(now));

    /// <summary>The domain stopped or is gone: its sockets are, too.</summary>
    public void Drop(InstanceMonitor instance)
    {
        foreach (var port in instance.Followed.Keys.ToList())
        {
            Leave(instance, port);
        }
    }

    /// <summary>What is worth remembering over a restart of the monitor; null where there is nothing.</summary>
    public IReadOnlyList<KnownHeartbeat>? Known(Guid instance)
    {
        var known = service
            .Look(instance)
            .Where(session => session.View.Registration is not null)
            .Select(session => new KnownHeartbeat(
                session.Port,
                session.View.Registration!,
                session.View.IsLost,
                session.View.IllWish
            ))
            .OrderBy(heartbeat => heartbeat.Port, StringComparer.Ordinal)
            .ToList();
        return known.Count == 0 ? null : known;
    }

    /// <summary>Whether the guest keeps answering on one of its channels.</summary>
    public bool Answers(Guid instance) =>
        service.Look(instance).Any(session => session.View is { Registration: not null, HasFailed: false });

    /// <summary>Whether the failure that was found on a channel still holds.</summary>
    public (FaultTruth Truth, string Why) ReadTruth(InstanceMonitor instance, string port)
    {
        if (service.Look(new HeartbeatKey(instance.Uuid, port)) is not { } view)
        {
            return (FaultTruth.Gone, "its heartbeat is no longer listened to");
        }

        return view switch
        {
            { HasFailed: false, Registration: null } => (FaultTruth.Gone, "the guest's heartbeat ended"),
            { HasFailed: false } => (FaultTruth.Gone, "the guest answers its heartbeat again"),
            { IsConfirmed: true } => (FaultTruth.StillTrue, "the guest's heartbeat still fails"),
            _ => (FaultTruth.Unknown, "the guest is being challenged again"),
        };
    }

    private void Follow(InstanceMonitor instance, string port, string path)
    {
        var isNew = service.Watch(
            new HeartbeatKey(instance.Uuid, port),
            session =>
            {
                if (instance.Remembered.Remove(port, out var before))
                {
                    session.Restore(before.Registration, before.IsLost, before.IllWish);
                }

                session.Expect(instance.Heartbeat!.IsExpected, time.Monotonic());
                session.Found(instance.Domain.IsAsleep, time.Monotonic());
            }
        );
        if (isNew)
        {
            var format = settings.Channels.HeartbeatPorts.Contains(port, StringComparer.Ordinal)
                ? ChannelFormat.Heartbeat
                : ChannelFormat.Base;
            hub.Follow(new ChannelTarget(instance.Uuid, port, path, format));
        }
    }

    /// <summary>What was remembered of channels that are listened to no more is nobody's business now.</summary>
    private void Disown(InstanceMonitor instance, IReadOnlyCollection<string> wanted)
    {
        foreach (
            var port in instance.Remembered.Keys.Where(port => !wanted.Contains(port, StringComparer.Ordinal)).ToList()
        )
        {
            instance.Remembered.Remove(port);
            faults.Recover(instance, port);
        }
    }

    private void Leave(InstanceMonitor instance, string port)
    {
        hub.Unfollow(instance.Uuid, port);
        service.Unwatch(new HeartbeatKey(instance.Uuid, port));
        instance.Followed.Remove(port);
        faults.Recover(instance, port);
    }

    private void Tell(InstanceMonitor instance, HeartbeatDecision decision)
    {
        // Most instances have no such channel: that is news only where one was wished for, or lost.
        var isNews = decision.IsListening || decision.IsExpected || instance.Heartbeat is { IsListening: true };
        if (isNews)
        {
            LogDecision(instance.Uuid, instance.DisplayName, decision.Describe());
        }
        else
        {
            LogNoHeartbeat(instance.Uuid, instance.DisplayName, decision.Describe());
        }
    }
}
