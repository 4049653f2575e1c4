using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Brake;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Stalls;
using Masakari.Introspective.Protocol.Text;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Brake;

/// <summary>Tells the brake how the guests stand, asks them all when two are suspect, and says when it engages and passes.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed partial class StormWatch(
    BrakePolicy policy,
    InstanceTable instances,
    TimeProvider time,
    ILogger<StormWatch> logger
)
{
    private const int NamesShown = 10;
    private const int NameLength = 64;

    /// <summary>
    /// Answers, silence and losses are heard of at once; what only the passing of time changes is seen within so many ticks.
    /// </summary>
    private const int TicksAround = 10;

    /// <summary>Many verdicts may come together: what was seen so short a time ago is new enough for the next of them.</summary>
    private static readonly TimeSpan NewEnough = TimeSpan.FromMilliseconds(500);

    private readonly StormBrake _brake = new(policy);
    private readonly Roundup _round = new();
    private readonly Queue<InstanceMonitor> _turns = new();
    private int _perTick;
    private TimeSpan? _notedAllAt;
    private TimeSpan _engagedAt;

    /// <summary>Asks a guest out of turn; null where guests are not asked.</summary>
    public Action<InstanceMonitor>? Ask { get; set; }

    /// <summary>Whether there is room for a question out of turn.</summary>
    public Func<bool>? HasRoom { get; set; }

    /// <summary>The instance's heartbeats; null where nobody listens.</summary>
    public Func<Guid, IReadOnlyList<(string Port, HeartbeatView View)>>? Heartbeats { get; set; }

    /// <summary>Whether failures found inside guests are held.</summary>
    public bool IsEngaged => _brake.IsEngaged;

    /// <summary>Guests that count: in trouble since the storm began, or within the window.</summary>
    public int InTrouble => _brake.Counted.Count;

    /// <summary>Guests whose silence means something.</summary>
    public int Watched => _brake.Watched;

    /// <summary>Something was heard of the guest, or of its silence.</summary>
    public void Heard(Guid guest)
    {
        _round.Heard(guest);
        if (instances.Find(guest) is { } instance)
        {
            Note(instance, time.Monotonic());
        }

        Look();
    }

    /// <summary>The instance's domain changed.</summary>
    public void Changed(InstanceMonitor instance) => Note(instance, time.Monotonic());

    /// <summary>
    /// Looks at everybody while anybody is in trouble; in calm at a part, so that each has its turn within
    /// <see cref="TicksAround"/>.
    /// </summary>
    public void Tick()
    {
        var now = time.Monotonic();
        if (_brake.Counted.Count > 0)
        {
            NoteAll(now);
        }
        else
        {
            NoteSome(now);
        }

        Look();
    }

    /// <summary>The instance is gone from this host.</summary>
    public void Forget(Guid guest)
    {
        _brake.Note(guest, GuestStanding.Unarmed, time.Monotonic());
        _round.Heard(guest);
    }

    /// <summary>Whether the storm is against reporting what was found inside the instance.</summary>
    public Ruling? Judge(InstanceMonitor instance)
    {
        var now = time.Monotonic();
        Note(instance, now);
        Renew(now);
        return _brake.Allows(instance.Uuid, now)
            ? null
            : new Ruling(
                RulingKind.Hold,
                RulingReason.Storm,
                $"{InTrouble} of {Watched} guests of this host fail at the same time, so that the host is doubted first"
            );
    }

    /// <summary>Whether a verdict should wait until the other guests have been heard of.</summary>
    public Ruling? AwaitRound()
    {
        Renew(time.Monotonic());
        return !IsEngaged && _round.IsWorthWaiting(policy, InTrouble, Watched, time.Monotonic())
            ? new Ruling(
                RulingKind.Hold,
                RulingReason.Storm,
                $"{InTrouble} guests of this host fail at the same time, and {_round.Unheard} others are asked first"
            )
            : null;
    }

    /// <summary>A verdict is judged by how everybody stands now.</summary>
    private void Renew(TimeSpan now)
    {
        if (!(now - _notedAllAt < NewEnough))
        {
            NoteAll(now);
        }

        Look();
    }

    private void NoteAll(TimeSpan now)
    {
        _notedAllAt = now;
        _turns.Clear();
        foreach (var instance in instances.All)
        {
            Note(instance, now);
        }
    }

    private void NoteSome(TimeSpan now)
    {
        if (_turns.Count == 0)
        {
            foreach (var instance in instances.All)
            {
                _turns.Enqueue(instance);
            }

            _perTick = (_turns.Count + TicksAround - 1) / TicksAround;
        }

        for (var left = _perTick; left > 0 && _turns.TryDequeue(out var instance); left--)
        {
            // It may be gone from this host meanwhile.
            if (ReferenceEquals(instances.Find(instance.Uuid), instance))
            {
                Note(instance, now);
            }
        }
    }

    private void Note(InstanceMonitor instance, TimeSpan now)
    {
        var standing = StandingOf(instance);
        _brake.Note(instance.Uuid, standing, now);
        if (standing is not GuestStanding.Well)
        {
            _round.Heard(instance.Uuid);
        }
    }

    private void Look()
    {
        var now = time.Monotonic();
        switch (_brake.Look(now))
        {
            case BrakeChange.AskAll:
                LogAskAll(InTrouble, Watched);
                _round.Begin(instances.All.Where(IsWell).Select(instance => instance.Uuid), now);
                break;
            case BrakeChange.Engaged:
                _engagedAt = now;
                LogEngaged(InTrouble, Watched, policy.Window.TotalSeconds, Names(), policy.Ceiling.TotalSeconds);
                break;
            case BrakeChange.Releasing:
                LogReleasing(InTrouble, Watched, policy.Ceiling.TotalSeconds, policy.Pace.TotalSeconds, Names());
                break;
            case BrakeChange.Passed:
                LogPassed((now - _engagedAt).TotalSeconds);
                break;
        }

        while (HasRoom?.Invoke() == true && _round.Next() is { } guest)
        {
            if (instances.Find(guest) is { } instance)
            {
                Ask?.Invoke(instance);
            }
        }
    }

    private bool IsWell(InstanceMonitor instance) => IsAsked(instance) && StandingOf(instance) is GuestStanding.Well;

    private static bool IsAsked(InstanceMonitor instance) => instance.Watch is { IsWatched: true };

    private GuestStanding StandingOf(InstanceMonitor instance)
    {
        if (instance.Domain.State is not DomainState.Running)
        {
            return GuestStanding.Unarmed;
        }

        var isAsked = IsAsked(instance);
        var detector = instance.Detector;
        var views = instance.Followed.Count > 0 ? Heartbeats?.Invoke(instance.Uuid) ?? [] : [];
        var isSilent = isAsked && (detector.Misses > 0 || detector.State is GuestState.Held or GuestState.Reported);
        var hasFailed =
            isSilent
            || (
                !instance.Sides.IsWell
                && instance.Sides.Failed.Any(side => side is not (FaultReporter.GuestPing or StallMonitor.Side))
            );
        if (hasFailed || views.Any(heartbeat => heartbeat.View.IsSuspect))
        {
            return HasLongFailed(instance) ? GuestStanding.Told : GuestStanding.InTrouble;
        }

        var isArmed =
            (isAsked && detector.HasAnswered) || views.Any(heartbeat => heartbeat.View.Registration is not null);
        return isArmed ? GuestStanding.Well : GuestStanding.Unarmed;
    }

    private bool HasLongFailed(InstanceMonitor instance) =>
        instance.Incidents is { Open: { } open } incidents
        && (incidents.IsDelivered || time.GetUtcNow() - open.GeneratedAt > policy.Window);

    /// <summary>Bounded: a host may have thousands, and their owners name them.</summary>
    private string Names()
    {
        var shown = _brake
            .Counted.Take(NamesShown)
            .Select(guest => instances.Find(guest)?.DisplayName ?? guest.ToString())
            .Select(name => WireText.Clean(name, NameLength));
        var more = _brake.Counted.Count - NamesShown;
        return string.Join(", ", shown) + (more > 0 ? $" and {more} more" : "");
    }
}
