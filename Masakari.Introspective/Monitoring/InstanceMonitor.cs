using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Detection.SecondOpinion;
using Masakari.Introspective.Detection.Sensitivity;
using Masakari.Introspective.GuestPing.HealthCheck;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.GuestHeartbeat;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Monitoring;

/// <summary>Everything known about one instance; touched only from the <see cref="Mailbox"/>.</summary>
/// <param name="uuid">UUID of the instance.</param>
/// <param name="index">Its place among the instances of this host, which spreads the questions.</param>
internal sealed class InstanceMonitor(Guid uuid, int index)
{
    /// <summary>The guest has neither been started nor rebooted under the eyes of this monitor.</summary>
    private bool _isOfThisRun = true;

    public Guid Uuid { get; } = uuid;

    public int Index { get; } = index;

    public required DomainSnapshot Domain
    {
        get;
        set
        {
            field = value;
            LastRun = value.RunId >= 0 ? value.RunId : LastRun;
        }
    }

    /// <summary>libvirt's id of its present run, or of the last one that was seen; -1 where none was.</summary>
    public int LastRun { get; private set; } = -1;

    /// <summary>The domain's XML as last read; null until then.</summary>
    public DomainDescription? Description { get; set; }

    /// <summary>Nova's record as last read; null where Nova is not read.</summary>
    public NovaServer? Server { get; set; }

    /// <summary>Why it is watched from inside, or is not; null until its XML was read.</summary>
    public WatchDecision? Watch { get; set; }

    /// <summary>How it is watched, and who said so; null until its XML was read.</summary>
    public EffectivePolicy? Policy { get; set; }

    /// <summary>What it wishes for and does not get; said once.</summary>
    public IReadOnlyList<PolicyComplaint> PolicyComplaints { get; set; } = [];

    /// <summary>When it started or last rebooted, or else was first seen; monotonic, and below zero for before this monitor.</summary>
    public TimeSpan BootedAt { get; set; }

    /// <summary>When its domain was seen to stop; null where it runs, or this monitor did not see it run.</summary>
    public TimeSpan? StoppedAt { get; private set; }

    /// <summary>Its domain stopped while nobody watched: some time ago.</summary>
    public bool HasStoppedUnseen { get; set; }

    public GuestDetector Detector { get; } = new();

    /// <summary>What others than its agent showed of it while it is suspect.</summary>
    public Witness Witness { get; } = new();

    /// <summary>The run that the monitor itself ended, or is about to; null where it ended none.</summary>
    public int? FencedRun { get; set; }

    /// <summary>From which sides it is found to have failed.</summary>
    public FaultSides Sides { get; } = new();

    /// <summary>Nothing but its agent's silence is found, if anything: its heartbeats and its health check are well.</summary>
    public bool FailsByPingAlone => Sides.Failed.All(side => side is FaultReporter.GuestPing);

    public IncidentLog Incidents { get; } = new();

    /// <summary>Why its present failure is not reported; null where nothing is against it, or nothing failed.</summary>
    public Ruling? Ruling { get; set; }

    /// <summary>Its agent's silence lasts: it was reported, or something holds that back.</summary>
    public bool IsSilent => Detector.State is GuestState.Reported or GuestState.Held;

    /// <summary>A report of it that waits for delivery was held back at the last look, or could not be delivered then.</summary>
    public bool IsReportHeld { get; set; }

    /// <summary>When that was seen to be over: no earlier question counts for the report; null where it never was.</summary>
    public TimeSpan? HeldUntil { get; set; }

    /// <summary>Whether its heartbeat is listened to, and why; null until its XML was read.</summary>
    public HeartbeatDecision? Heartbeat { get; set; }

    /// <summary>The heartbeat channels that are followed: target name and socket.</summary>
    public Dictionary<string, string> Followed { get; } = new(StringComparer.Ordinal);

    /// <summary>Registrations of this run from before the monitor was restarted, by channel.</summary>
    public Dictionary<string, KnownHeartbeat> Remembered { get; } = new(StringComparer.Ordinal);

    /// <summary>The run in which attaching a channel was tried last.</summary>
    public int? PlugTriedIn { get; set; }

    /// <summary>The channel that was attached in this run.</summary>
    public string? AttachedPort { get; set; }

    /// <summary>The check of its application; null where there is none.</summary>
    public HealthCheckSession? HealthCheck { get; set; }

    /// <summary>Its health check in this run from before the monitor was restarted.</summary>
    public KnownHealthCheck? RememberedHealthCheck { get; set; }

    /// <summary>The program that it names and may not have; said once.</summary>
    public string? RefusedHealthCheck { get; set; }

    /// <summary>When a failure of its heartbeat was last reported.</summary>
    public TimeSpan? HeartbeatReportedAt { get; set; }

    /// <summary>Bounds the log lines that the guest can cause.</summary>
    public Chatter Chatter { get; } = new();

    /// <summary>The agent's response timeout was lowered while it was suspect and has to be given back.</summary>
    public bool IsTimeoutLowered { get; set; }

    /// <summary>The domain started: nothing found before is about this run.</summary>
    public void Started(TimeSpan now)
    {
        Detector.Started(now);
        BootedAt = now;
        (StoppedAt, HasStoppedUnseen) = (null, false);
        Forget();
        Incidents.Close();
    }

    public void Rebooted(TimeSpan now)
    {
        Detector.Rebooted(now);
        BootedAt = now;
        Ruling = null;
        Sides.Clear();
        Incidents.Withdrawn(FaultReporter.Event);
        _isOfThisRun = false;
    }

    public void Stopped(TimeSpan now)
    {
        Detector.Stopped(now);
        (StoppedAt, HasStoppedUnseen) = (now, false);
        Forget();
    }

    /// <summary>
    /// Takes up a report of this very boot that was made before the monitor was restarted, where nothing else remembers it.
    /// </summary>
    /// <param name="report">One whose run is the present one.</param>
    public void TakeUp(Notification report, TimeSpan now)
    {
        if (_isOfThisRun && report.RunId == Domain.RunId && !Detector.HasAnswered && Sides.IsWell)
        {
            Detector.RestoreReported();
            Sides.Fail(FaultReporter.GuestPing, report.Cause);
            Incidents.Restore(report, now, isDelivered: false);
        }
    }

    /// <summary>What was reported went away before anybody was told: it may be found again.</summary>
    public void Withdrawn(Notification report)
    {
        Incidents.Withdrawn(report.Event);
        IsReportHeld = false;
        if (report.Event is FaultReporter.Event)
        {
            Detector.Withdrawn();
            HealthCheck?.Excuse();
            Sides.Clear();
        }
    }

    /// <summary>An instance of which nothing is known but its domain's name: it died before it could be looked at.</summary>
    public static InstanceMonitor StandIn(Guid uuid, string name) =>
        new(uuid, 0) { Domain = new DomainSnapshot(uuid, name, -1, DomainState.NoState, 0) };

    private void Forget()
    {
        _isOfThisRun = false;
        Ruling = null;
        Sides.Clear();
        Remembered.Clear();
        AttachedPort = null;
        HeartbeatReportedAt = null;
        IsReportHeld = false;
    }

    /// <summary>When its agent last answered a question; null where it did not under this monitor.</summary>
    public TimeSpan? AnsweredAt { get; set; }

    /// <summary>How it stands, as it was last noted (<see cref="StatusDesk"/>).</summary>
    public InstanceStatus Status { get; set; }

    /// <summary>Since when; null where it was never noted.</summary>
    public TimeSpan? StatusSince { get; set; }

    /// <summary>The name people know it by.</summary>
    public string DisplayName => Description?.Nova?.Name ?? Server?.Name ?? Domain.Name;
}
