using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Notifications;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Stalls;

/// <summary>Makes incidents of panics, watchdogs and I/O errors, where the operator says so.</summary>
/// <remarks>
/// Called only from the <see cref="Mailbox"/>. What libvirt says of a stall comes once, and often with the cure on its heels
/// (on_crash=restart): so it is looked at again a moment later, and again while it lasts and was not reported.
/// </remarks>
internal sealed partial class StallMonitor(
    StallOptions options,
    InstanceTable instances,
    FaultReporter faults,
    Action<InstanceMonitor> askNow,
    TimeProvider time,
    ILogger<StallMonitor> logger
)
{
    /// <summary>The side of an instance that libvirt sees.</summary>
    public const string Side = "hypervisor";

    /// <summary>From libvirt's word to the verdict: as long as a restart by libvirt, or a guest's answer, may take.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks at a stall that was not reported.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Between two looks for what the guest says to a stall.</summary>
    private static readonly TimeSpan ReplyPace = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Guid, OpenStall> _open = [];

    /// <summary>Takes in one of libvirt's events, after the instance's own state has taken it in.</summary>
    public void Take(DomainEvent seen)
    {
        if (seen.Id is DomainEventId.Reboot)
        {
            End(seen.Domain, "it rebooted");
        }
        else if (StallTable.Of(seen) is { } stall)
        {
            Found(seen.Domain, stall);
        }
        else if (seen is { Id: DomainEventId.Lifecycle, Type: LifecycleType.Started or LifecycleType.Resumed })
        {
            End(seen.Domain, "it runs again");
        }
        else if (seen is { Id: DomainEventId.Lifecycle, Type: LifecycleType.Stopped })
        {
            End(seen.Domain, "it was stopped");
        }
    }

    /// <summary>libvirt is connected, and may have had something to say meanwhile.</summary>
    public void Look(DomainSnapshot domain)
    {
        if (_open.TryGetValue(domain.Uuid, out var earlier) && domain.IsActive && domain.RunId != earlier.RunId)
        {
            End(domain.Uuid, "it was started anew");
        }

        if (StallTable.Of(domain) is { } stall)
        {
            Found(domain.Uuid, stall);
        }
        else if (_open.TryGetValue(domain.Uuid, out var open))
        {
            if (StallTable.Truth(open.Stall, domain) is FaultTruth.Gone)
            {
                End(domain.Uuid, "it is over");
            }
            else if (open.Stall.MayAnswer)
            {
                // What it said before, or did not say, went through the connection that was lost.
                open.Since = time.Monotonic();
                open.DueAt = open.Since + Settling;
                if (instances.Find(domain.Uuid) is { } instance)
                {
                    askNow(instance);
                }
            }
        }
    }

    /// <summary>Takes up a stall that was reported before the monitor was restarted.</summary>
    public void Restore(InstanceMonitor instance, Notification report)
    {
        if (StallTable.Of(report) is { } stall)
        {
            var now = time.Monotonic();
            stall = StallTable.Of(instance.Domain) is { } present && present.Reason == stall.Reason ? present : stall;
            _open[instance.Uuid] = new OpenStall(stall, report.RunId, now, now + Interval) { IsTold = true };
            instance.Sides.Fail(Side, report.Cause);
        }
    }

    /// <summary>The run that stands still, or ended so, and that nobody was told of; null where there is none.</summary>
    public int? Untold(Guid instance) => _open.TryGetValue(instance, out var open) && !open.IsTold ? open.RunId : null;

    public void Forget(Guid instance) => _open.Remove(instance);

    /// <summary>Looks at the stalls that are due.</summary>
    public void Tick()
    {
        if (_open.Count == 0 || !instances.IsCurrent)
        {
            return;
        }

        var now = time.Monotonic();
        foreach (var (uuid, open) in _open.Where(entry => entry.Value.DueAt <= now).ToList())
        {
            open.DueAt = now + Interval;
            if (instances.Find(uuid) is not { } instance)
            {
                _open.Remove(uuid);
                continue;
            }

            switch (ReplyOf(instance, open))
            {
                case GuestReply.Answered:
                    End(uuid, "the guest answers all the same");
                    break;
                case GuestReply.NotYet:
                    open.DueAt = now + ReplyPace;
                    break;
                default:
                    Tell(instance, open);
                    break;
            }
        }
    }

    /// <summary>Whether a stall that only the guest can disprove still holds.</summary>
    public (FaultTruth Truth, string Why) ReadTruth(InstanceMonitor instance) =>
        !_open.TryGetValue(instance.Uuid, out var open)
            ? (FaultTruth.Gone, "the guest goes on")
            : ReplyOf(instance, open) switch
            {
                GuestReply.Answered => (FaultTruth.Gone, "the guest answers all the same"),
                GuestReply.NotYet => (FaultTruth.Unknown, "the guest is being asked"),
                _ => (FaultTruth.StillTrue, "libvirt says so, and nothing shows the contrary"),
            };

    private static GuestReply ReplyOf(InstanceMonitor instance, OpenStall open) =>
        open.Stall.MayAnswer
            ? ReplyRule.Read(instance.Detector, instance.Watch is { IsWatched: true }, instance.AnsweredAt, open.Since)
            : GuestReply.CannotAnswer;

    private void Tell(InstanceMonitor instance, OpenStall open)
    {
        if (!open.IsTold || instance.Incidents.Open is null)
        {
            open.IsTold = faults.Report(instance, Side, open.Stall.Verdict);
        }
    }

    private void Found(Guid uuid, Stall stall)
    {
        if (!options.Reports(stall.Reason) || instances.Find(uuid) is not { } instance)
        {
            return;
        }

        // One thing is said in several ways; a panic may follow on an I/O error and says more.
        if (_open.TryGetValue(uuid, out var open) && (open.Stall.Reason == stall.Reason || !IsPanic(stall)))
        {
            return;
        }

        var now = time.Monotonic();
        _open[uuid] = new OpenStall(stall, instance.LastRun, now, now + Settling) { IsTold = open?.IsTold ?? false };
        LogFound(uuid, instance.DisplayName, stall.Verdict.Describe(), (int)Settling.TotalSeconds);
        askNow(instance);
    }

    private void End(Guid uuid, string why)
    {
        if (_open.Remove(uuid, out var open))
        {
            LogEnded(uuid, open.Stall.Verdict.Describe(), why);
            if (instances.Find(uuid) is { } instance && instance.Sides.Has(Side))
            {
                faults.Recover(instance, Side);
            }
        }
    }

    private static bool IsPanic(Stall stall) => stall.Reason is VerdictReason.GuestPanicked;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name}: {What}. Looked at again in {Seconds} s.")]
    private partial void LogFound(Guid instanceUuid, string name, string what, int seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "No longer an incident ({What}): {Why}.")]
    private partial void LogEnded(Guid instanceUuid, string what, string why);
}
