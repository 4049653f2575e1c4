using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Detection.SecondOpinion;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Decisions;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.SecondOpinion;

/// <summary>Gathers a second opinion about every guest that does not answer, at most once in 10 s each, two at a time.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed partial class OpinionMonitor(
    SecondOpinionOptions options,
    bool isClosedPortReported,
    ILibvirtHost libvirt,
    InstanceTable instances,
    DecisionJournal journal,
    Mailbox mailbox,
    TimeProvider time,
    ILogger<OpinionMonitor> logger
)
{
    private const int AtOnce = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <summary>Where the bound of calls was reached.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>The guests in doubt, and when each is to be looked at next.</summary>
    private readonly Dictionary<Guid, TimeSpan> _due = [];
    private readonly Queue<Guid> _unprepared = new();
    private int _outstanding;

    /// <summary>Whether the guest answers on a heartbeat channel; null where nobody listens.</summary>
    public Func<Guid, bool>? HeartbeatAnswers { get; set; }

    /// <summary>Asks the guest out of turn: what is known of it has changed; null where nobody asks.</summary>
    public Action<InstanceMonitor>? AskNow { get; set; }

    /// <summary>Called with each opinion formed; null where nobody waits for one.</summary>
    public Action<InstanceMonitor>? Formed { get; set; }

    /// <summary>Hears of each opinion that differs from the one before; null where nobody listens.</summary>
    public Action<InstanceMonitor, GuestOpinion>? Changed { get; set; }

    /// <summary>A watched guest's domain was read: without a period its balloon driver proves nothing later.</summary>
    public void Prepare(InstanceMonitor instance)
    {
        if (
            options.StatsPeriod > TimeSpan.Zero
            && instance is { Domain.IsActive: true, Watch.IsWatched: true }
            && instance.Description is { HasBalloon: true, BalloonPeriod: null }
        )
        {
            _unprepared.Enqueue(instance.Uuid);
            Pump();
        }
    }

    /// <summary>Looks after a guest while it leaves questions unanswered, and no longer.</summary>
    public void Follow(InstanceMonitor instance)
    {
        var detector = instance.Detector;
        if (detector is { HasAnswered: true, Finding: Finding.Silent or Finding.PortClosed })
        {
            if (_due.TryAdd(instance.Uuid, time.Monotonic()))
            {
                instance.Witness.Note(detector.Opinion, time.Monotonic());
                Pump();
            }
        }
        else if (
            !detector.HasAnswered
            || detector.Finding.IsLife()
            || detector.Finding is Finding.Paused or Finding.NotRunning
        )
        {
            Forget(instance);
        }
    }

    /// <summary>What was seen of the guest says nothing any more.</summary>
    public void Forget(InstanceMonitor instance)
    {
        if (_due.Remove(instance.Uuid))
        {
            instance.Witness.Forget();
            if (instance.Ruling is { Reason: RulingReason.AgentGone })
            {
                instance.Ruling = null;
            }
        }
    }

    /// <summary>Asks about whoever is due; called once a second.</summary>
    public void Pump()
    {
        var now = time.Monotonic();
        while (_outstanding < AtOnce && NextDue(now) is { } uuid)
        {
            if (instances.Find(uuid) is not { Domain: { IsActive: true, State: DomainState.Running } } instance)
            {
                _due.Remove(uuid);
                continue;
            }

            _due[uuid] = now + Interval;
            _outstanding++;
            _ = SampleAsync(instance, instance.Witness.Epoch);
        }

        if (_outstanding < AtOnce && _unprepared.TryDequeue(out var next) && instances.Find(next) is { } unprepared)
        {
            _outstanding++;
            _ = PrepareAsync(unprepared, unprepared.Domain.RunId);
        }
    }

    private Guid? NextDue(TimeSpan now)
    {
        Guid? next = null;
        var soonest = now;
        foreach (var (uuid, at) in _due)
        {
            if (at <= soonest)
            {
                (next, soonest) = (uuid, at);
            }
        }

        return next;
    }

    private async Task SampleAsync(InstanceMonitor instance, int epoch)
    {
        QemuReply<DomainStatistics> reply;
        try
        {
            reply = await libvirt.ReadStatisticsAsync(instance.Uuid, Deadline, CancellationToken.None);
        }
        catch (LibvirtException refusal)
        {
            reply = QemuReply<DomainStatistics>.Refused(refusal.Message);
        }

        mailbox.Post(() =>
        {
            _outstanding--;
            if (instance.Witness.Epoch == epoch && _due.ContainsKey(instance.Uuid))
            {
                Take(instance, reply);
            }

            Pump();
        });
    }

    private void Take(InstanceMonitor instance, QemuReply<DomainStatistics> reply)
    {
        var now = time.Monotonic();
        switch (reply.Answer)
        {
            case QemuAnswer.Answered:
                instance.Witness.Take(SampleOf(reply.Value!, now));
                break;
            case QemuAnswer.Stopped:
                instance.Witness.QemuDidNotAnswer();
                break;
            case QemuAnswer.NotAsked:
                _due[instance.Uuid] = now + Again;
                break;
            default:
                LogNotAsked(instance.Uuid, reply.Detail);
                break;
        }

        var before = instance.Detector.Opinion;
        var answers = HeartbeatAnswers?.Invoke(instance.Uuid) is true;
        var opinion = instance.Witness.Judge(instance.Description?.BalloonPeriod, answers, now);
        instance.Witness.Note(opinion, now);
        instance.Detector.ObserveOpinion(opinion);
        if (opinion != before)
        {
            Tell(instance, opinion);
        }

        Formed?.Invoke(instance);
    }

    private void Tell(InstanceMonitor instance, GuestOpinion opinion)
    {
        var isPortClosed = instance.Detector.Finding is Finding.PortClosed;
        LogOpinion(instance.Uuid, instance.DisplayName, opinion.Describe(isPortClosed));
        Changed?.Invoke(instance, opinion);
        if (
            opinion is GuestOpinion.KernelDead or GuestOpinion.QemuStopped
            && instance.Detector.State is GuestState.Held
        )
        {
            AskNow?.Invoke(instance);
            return;
        }

        if (!isPortClosed || isClosedPortReported)
        {
            return;
        }

        if (opinion is GuestOpinion.KernelAlive && instance.Detector.State is GuestState.Error)
        {
            var ruling = new Ruling(RulingKind.Refuse, RulingReason.AgentGone, opinion.Describe(isPortClosed));
            if (instance.Ruling?.Reason != ruling.Reason)
            {
                journal.Note(instance.Uuid, DecisionKind.Refused, ruling.Code, ruling.Words);
            }

            instance.Ruling = ruling;
        }
        else if (opinion is GuestOpinion.KernelDead)
        {
            AskNow?.Invoke(instance);
        }
    }

    private async Task PrepareAsync(InstanceMonitor instance, int runId)
    {
        QemuReply<bool> reply;
        try
        {
            reply = await libvirt.SetMemoryStatsPeriodAsync(
                instance.Uuid,
                options.StatsPeriod,
                Deadline,
                CancellationToken.None
            );
        }
        catch (LibvirtException refusal)
        {
            reply = QemuReply<bool>.Refused(refusal.Message);
        }

        mailbox.Post(() =>
        {
            _outstanding--;
            if (reply.Answer is QemuAnswer.Answered && instance.Domain.RunId == runId)
            {
                instance.Description = instance.Description! with { BalloonPeriod = options.StatsPeriod };
                LogPeriod(instance.Uuid, options.StatsPeriod.TotalSeconds);
            }
            else if (reply.Answer is QemuAnswer.NotAsked)
            {
                _unprepared.Enqueue(instance.Uuid);
                return;
            }
            else if (reply.Answer is QemuAnswer.Refused)
            {
                LogNotAsked(instance.Uuid, reply.Detail);
            }

            Pump();
        });
    }

    private static GuestSample SampleOf(DomainStatistics statistics, TimeSpan now) =>
        new(
            now,
            statistics.BalloonUpdate,
            statistics.BlockReads + statistics.BlockWrites,
            statistics.BlockReadBytes + statistics.BlockWriteBytes,
            statistics.NetSent,
            statistics.NetReceived,
            statistics.VcpuTime
        );

    [LoggerMessage(Level = LogLevel.Information, Message = "Second opinion about {Name}: {Opinion}.")]
    private partial void LogOpinion(Guid instanceUuid, string name, string opinion);

    [LoggerMessage(Level = LogLevel.Debug, Message = "No second opinion from QEMU now: {Reason}")]
    private partial void LogNotAsked(Guid instanceUuid, string reason);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Its balloon driver is asked for news every {Seconds} s from now on (memory_stats_period)."
    )]
    private partial void LogPeriod(Guid instanceUuid, double seconds);
}
