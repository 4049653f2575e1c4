using System.Globalization;
using Masakari.Introspective.Detection.Rulings;

namespace Masakari.Introspective.Detection.Budget;

/// <summary>How many recoveries one instance has had of late, and whether another may be asked for.</summary>
/// <remarks>
/// An instance that fails again and again is not helped by one more restart: it is given up, which means that a person has to
/// look. The budget comes back by itself as the window slides. All times are readings of one monotonic clock.
/// </remarks>
internal sealed class RecoveryBudget
{
    private readonly List<TimeSpan> _spent = [];
    private TimeSpan? _coolUntil;
    private string _coolWhy = "";

    /// <summary>When its recoveries were reported, oldest first; those that no longer count are gone.</summary>
    public IReadOnlyList<TimeSpan> Spent => _spent;

    /// <summary>Until when nothing is reported; null where nothing failed of late.</summary>
    public TimeSpan? CoolUntil => _coolUntil;

    /// <summary>Which recovery came to nothing, in words.</summary>
    public string CoolWhy => _coolWhy;

    /// <summary>Whether nothing is left to remember.</summary>
    public bool IsFresh => _spent.Count == 0 && _coolUntil is null;

    /// <summary>A recovery was reported.</summary>
    public void Spend(TimeSpan now) => _spent.Add(now);

    /// <summary>The latest report was withdrawn before anybody was told: it does not count.</summary>
    public void Refund()
    {
        if (_spent.Count > 0)
        {
            _spent.RemoveAt(_spent.Count - 1);
        }
    }

    /// <summary>A recovery came to nothing: another one right away would as well.</summary>
    /// <param name="why">A clause without a full stop: <c>masakari-engine could not recover it</c>.</param>
    public void Cool(BudgetPolicy policy, string why, TimeSpan now)
    {
        if (policy.CoolDown > TimeSpan.Zero)
        {
            (_coolUntil, _coolWhy) = (now + policy.CoolDown, why);
        }
    }

    /// <summary>The recovery came to something after all.</summary>
    public void Warm() => (_coolUntil, _coolWhy) = (null, "");

    /// <summary>Forgets what no longer counts.</summary>
    public void Forget(BudgetPolicy policy, TimeSpan now)
    {
        _spent.RemoveAll(at => now - at >= policy.Window);
        if (_coolUntil <= now)
        {
            Warm();
        }
    }

    /// <summary>Whether another recovery may be asked for; null if so.</summary>
    public Ruling? Judge(BudgetPolicy policy, TimeSpan now)
    {
        Forget(policy, now);
        if (policy.Recoveries > 0 && _spent.Count >= policy.Recoveries)
        {
            // The one whose place the next report takes.
            var until = _spent[^policy.Recoveries] + policy.Window;
            return new Ruling(
                RulingKind.Refuse,
                RulingReason.GivenUp,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_spent.Count} reports within {policy.Window.TotalSeconds:0} s did not help it, it needs a human; the next one is possible in {(until - now).TotalSeconds:0} s"
                )
            );
        }

        return JudgeCoolDown(policy, now);
    }

    /// <summary>Whether a report that counts already may leave; null if so.</summary>
    public Ruling? JudgeCoolDown(BudgetPolicy policy, TimeSpan now)
    {
        Forget(policy, now);
        return _coolUntil is { } until
            ? new Ruling(
                RulingKind.Hold,
                RulingReason.CoolDown,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_coolWhy}; it rests for another {(until - now).TotalSeconds:0} s"
                )
            )
            : null;
    }
}
