namespace Masakari.Introspective.Detection.Brake;

/// <summary>Holds verdicts from inside while too many guests fail at the same time: then their host is the likelier cause.</summary>
/// <remarks>
/// A guest counts from the moment it came into trouble, and only for <see cref="BrakePolicy.Window"/>: one that failed long
/// ago is its own affair. Those that made a storm count until it is over. All times are readings of one monotonic clock.
/// </remarks>
internal sealed class StormBrake(BrakePolicy policy)
{
    /// <summary>From this many suspects on it is worth knowing how the others are.</summary>
    private const int Suspicious = 2;

    /// <summary>A storm has passed when it has been none for this long: guests come back one by one.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);

    /// <summary>A verdict that is held is brought again and again: when none was for this long, nobody waits any more.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(2);

    private readonly HashSet<Guid> _armed = [];
    private readonly Dictionary<Guid, TimeSpan> _troubled = [];
    private readonly Queue<(Guid Guest, TimeSpan At)> _ageing = new();
    private readonly HashSet<Guid> _recent = [];
    private readonly HashSet<Guid> _storm = [];
    private readonly HashSet<Guid> _released = [];
    private TimeSpan? _engagedAt;
    private TimeSpan? _calmSince;
    private TimeSpan? _releasedAt;
    private TimeSpan _broughtAt;
    private bool _isReleasing;
    private bool _hasAsked;

    /// <summary>Whether verdicts from inside are held.</summary>
    public bool IsEngaged => _engagedAt is not null;

    /// <summary>Guests whose silence counts.</summary>
    public int Watched => _armed.Count;

    /// <summary>The guests that are counted: those of the storm, or those that came into trouble within the window.</summary>
    public IReadOnlyCollection<Guid> Counted => IsEngaged ? _storm : _recent;

    /// <summary>Takes in how a guest stands now.</summary>
    public void Note(Guid guest, GuestStanding standing, TimeSpan now)
    {
        switch (standing)
        {
            case GuestStanding.Unarmed:
                _armed.Remove(guest);
                Clear(guest);
                break;
            case GuestStanding.Well:
                _armed.Add(guest);
                Clear(guest);
                break;
            default:
                // One whose failure was told before this monitor first saw it failed who knows when.
                var isNew = _armed.Add(guest);
                if (_troubled.TryAdd(guest, now) && !(isNew && standing is GuestStanding.Told))
                {
                    Count(guest, now);
                }

                break;
        }
    }

    /// <summary>Judges all guests together; to be called at each change, and once a second.</summary>
    public BrakeChange Look(TimeSpan now)
    {
        while (_ageing.TryPeek(out var oldest) && now - oldest.At > policy.Window)
        {
            _ageing.Dequeue();
            if (_troubled.TryGetValue(oldest.Guest, out var at) && at == oldest.At)
            {
                _recent.Remove(oldest.Guest);
            }
        }

        return _engagedAt is { } since ? Follow(since, now) : Watch(now);
    }

    /// <summary>Whether a verdict about the guest may leave; where it may only because of the pace, that is used up.</summary>
    public bool Allows(Guid guest, TimeSpan now)
    {
        if (_engagedAt is not { } since || _released.Contains(guest))
        {
            return true;
        }

        _broughtAt = now;
        if (now - since < policy.Ceiling || now - _releasedAt < policy.Pace)
        {
            return false;
        }

        _releasedAt = now;
        _released.Add(guest);
        return true;
    }

    private BrakeChange Watch(TimeSpan now)
    {
        if (policy.IsStorm(_recent.Count, Watched))
        {
            _engagedAt = now;
            _broughtAt = now;
            _storm.UnionWith(_recent);
            return BrakeChange.Engaged;
        }

        if (_recent.Count < Suspicious)
        {
            _hasAsked = false;
            return BrakeChange.None;
        }

        if (_hasAsked || !policy.IsOn || Watched < policy.MinGuests)
        {
            return BrakeChange.None;
        }

        _hasAsked = true;
        return BrakeChange.AskAll;
    }

    private BrakeChange Follow(TimeSpan since, TimeSpan now)
    {
        if (policy.IsStorm(_storm.Count, Watched))
        {
            _calmSince = null;
        }
        else
        {
            _calmSince ??= now;
        }

        var isPastCeiling = now - since >= policy.Ceiling;
        if (now - _calmSince >= Calm || (isPastCeiling && now - _broughtAt >= Quiet))
        {
            End();
            return BrakeChange.Passed;
        }

        if (isPastCeiling && !_isReleasing)
        {
            _isReleasing = true;
            return BrakeChange.Releasing;
        }

        return BrakeChange.None;
    }

    private void End()
    {
        _engagedAt = null;
        _calmSince = null;
        _releasedAt = null;
        _isReleasing = false;
        _storm.Clear();
        _released.Clear();
    }

    private void Count(Guid guest, TimeSpan now)
    {
        _recent.Add(guest);
        _ageing.Enqueue((guest, now));
        if (IsEngaged)
        {
            _storm.Add(guest);
        }
    }

    private void Clear(Guid guest)
    {
        _troubled.Remove(guest);
        _recent.Remove(guest);
        _storm.Remove(guest);
        _released.Remove(guest);
    }
}
