using System.Globalization;
using Masakari.Introspective.Detection.Rulings;

namespace Masakari.Introspective.Detection.Flapping;

/// <summary>Tells a guest that fails from one that fails, is well again and fails again.</summary>
/// <remarks>
/// Restarting what comes back by itself helps nobody. A failure that outlasts the ceiling is no flapping any more, so that
/// nothing is held for ever. All times are readings of one monotonic clock.
/// </remarks>
internal sealed class FlapDamper
{
    private readonly List<TimeSpan> _changes = [];

    /// <summary>When the guest failed or was well again, oldest first; those that no longer count are gone.</summary>
    public IReadOnlyList<TimeSpan> Changes => _changes;

    /// <summary>Whether nothing is left to remember.</summary>
    public bool IsFresh => _changes.Count == 0;

    /// <summary>The guest failed, or is well again.</summary>
    public void Changed(FlapPolicy policy, TimeSpan now)
    {
        _changes.Add(now);
        Forget(policy, now);
    }

    /// <summary>The latest change does not count after all.</summary>
    public void TakeBack()
    {
        if (_changes.Count > 0)
        {
            _changes.RemoveAt(_changes.Count - 1);
        }
    }

    /// <summary>Forgets what no longer counts.</summary>
    public void Forget(FlapPolicy policy, TimeSpan now)
    {
        _changes.RemoveAll(at => now - at >= policy.Window);

        // A guest may flap faster than it can be written down.
        if (_changes.Count > policy.Changes)
        {
            _changes.RemoveRange(0, _changes.Count - policy.Changes);
        }
    }

    /// <summary>Whether a failure is held back; null where it is not.</summary>
    public Ruling? Judge(FlapPolicy policy, TimeSpan now)
    {
        Forget(policy, now);
        if (policy.Changes == 0 || _changes.Count < policy.Changes || now - _changes[^1] >= policy.Ceiling)
        {
            return null;
        }

        return new Ruling(
            RulingKind.Hold,
            RulingReason.Flapping,
            string.Create(
                CultureInfo.InvariantCulture,
                $"it went in and out of failure {_changes.Count} times within {policy.Window.TotalSeconds:0} s and may be well again by itself; reported once this failure has lasted {policy.Ceiling.TotalSeconds:0} s"
            )
        );
    }
}
