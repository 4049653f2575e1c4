namespace Masakari.Introspective.Detection.Brake;

/// <summary>The round of questions to everybody else that two suspects cause: who is still to be asked, and to be heard of.</summary>
internal sealed class Roundup
{
    /// <summary>For this long a verdict waits in the outbox while those not heard of could still make it a storm.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Queue<Guid> _unasked = new();
    private readonly HashSet<Guid> _unheard = [];
    private TimeSpan _beganAt;

    /// <summary>Guests that nothing has been heard of since the round began.</summary>
    public int Unheard => _unheard.Count;

    /// <summary>Begins a round; an earlier one is over.</summary>
    public void Begin(IEnumerable<Guid> guests, TimeSpan now)
    {
        End();
        _beganAt = now;
        foreach (var guest in guests)
        {
            _unheard.Add(guest);
            _unasked.Enqueue(guest);
        }
    }

    /// <summary>The guest answered, did not answer, or cannot be asked any more.</summary>
    public void Heard(Guid guest) => _unheard.Remove(guest);

    /// <summary>The next to be asked; those that were heard of meanwhile are passed over. Null where all have been.</summary>
    public Guid? Next()
    {
        while (_unasked.TryDequeue(out var guest))
        {
            if (_unheard.Contains(guest))
            {
                return guest;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether a verdict should wait for the rest of the round: for a moment as long as a storm is possible, and up to the
    /// brake's window as long as those heard of so far look like one.
    /// </summary>
    /// <param name="inTrouble">Guests in trouble.</param>
    /// <param name="watched">All guests whose silence counts.</param>
    public bool IsWorthWaiting(BrakePolicy policy, int inTrouble, int watched, TimeSpan now)
    {
        if (_unheard.Count == 0)
        {
            return false;
        }

        var age = now - _beganAt;
        return age < Patience
            ? policy.IsStorm(inTrouble + _unheard.Count, watched)
            : age < policy.Window && policy.IsStorm(inTrouble, watched - _unheard.Count);
    }

    /// <summary>Nobody is to be asked any more.</summary>
    public void End()
    {
        _unasked.Clear();
        _unheard.Clear();
    }
}
