using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Rulings;

namespace Masakari.Introspective.Monitoring.LocalHealth;

/// <summary>Holds what an unwell judge may have got wrong, where its widened patience does not reach.</summary>
/// <remarks>
/// Guest-ping's own evidence is widened where it is counted. Heartbeats and health checks count by limits of their own: what
/// they lost is held for as much longer as the score says.
/// </remarks>
internal sealed class JudgeUnwellRule(JudgeWatch judge) : IVerdictRule
{
    /// <summary>The time in which a hang is reported where nothing is wrong; times the factor it is the patience here.</summary>
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(20);

    /// <summary>Longer than any hold: what is remembered from before is of an earlier failure.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    /// <summary>A guest that was reported is asked once an interval: by then it was, unless the interval is a very long one.</summary>
    private static readonly TimeSpan StallCeiling = TimeSpan.FromSeconds(60);

    /// <summary>When the present failure of each instance was first brought.</summary>
    private readonly Dictionary<Guid, (int Spell, TimeSpan Since)> _held = [];

    public Ruling? Judge(Case @case)
    {
        if (@case.Reason is not (VerdictReason.HeartbeatLost or VerdictReason.HealthCheckHangs))
        {
            return null;
        }

        Forget(@case.Now);
        var extra = Promise * (judge.Factor - 1);
        if (extra <= TimeSpan.Zero)
        {
            return null;
        }

        var (uuid, spell) = (@case.Instance.Uuid, @case.Instance.Sides.Spell);
        if (!_held.TryGetValue(uuid, out var held) || held.Spell != spell)
        {
            _held[uuid] = held = (spell, @case.Now);
        }

        return @case.Now - held.Since < extra ? Hold(judge) : null;
    }

    public Ruling? JudgeAgain(Case @case)
    {
        var detector = @case.Instance.Detector;
        return
            @case.IsFromInside
            && @case.Instance is { Domain.State: DomainState.Running, Watch.IsWatched: true }
            && detector.State is GuestState.Reported
            && judge.StalledUntil is { } stall
            && detector.ObservedAt < stall
            && @case.Now - stall < StallCeiling
            ? new Ruling(
                RulingKind.Hold,
                RulingReason.JudgeUnwell,
                "the monitor stood still, and the guest has not been asked since"
            )
            : null;
    }

    /// <summary>What is said of a verdict that would have fallen, had the judge been well.</summary>
    public static Ruling Hold(JudgeWatch judge) =>
        new(
            RulingKind.Hold,
            RulingReason.JudgeUnwell,
            $"the monitor itself is not well, {judge.Score} of 7: {judge.Complaints}"
        );

    private void Forget(TimeSpan now)
    {
        foreach (var (instance, (_, since)) in _held)
        {
            if (now - since > Memory)
            {
                _held.Remove(instance);
            }
        }
    }
}
