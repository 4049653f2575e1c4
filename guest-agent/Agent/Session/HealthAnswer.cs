using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Agent.Session;

/// <summary>Makes the answer to a challenge of all that is known about the guest's health.</summary>
/// <param name="configured">The agent's own corrective action; healthy answers repeat it, as StarlingX's do.</param>
internal sealed class HealthAnswer(CorrectiveAction configured)
{
    /// <summary>Ms for which an action that was asked for is not asked for again.</summary>
    public const int RepeatMs = 60_000;

    private CorrectiveAction _asked = CorrectiveAction.None;
    private long _askedAt;

    /// <summary>The session is new: its host has not heard of any ill health.</summary>
    public void Forget() => _asked = CorrectiveAction.None;

    public ChallengeResponse Make(long sequence, long value, IReadOnlyCollection<IllHealth> reasons, long now)
    {
        if (reasons.Count == 0)
        {
            Forget();
            return new ChallengeResponse(sequence, value, Health.Healthy, configured, "");
        }

        var wish = reasons.Max(reason => reason.Action);
        var text = string.Join("; ", reasons.Select(reason => reason.Text));
        return new ChallengeResponse(sequence, value, Health.Unhealthy, Ask(wish, now), text);
    }

    /// <summary>A graver wish (stop over reboot over log: the order of the words) is heard at once.</summary>
    private CorrectiveAction Ask(CorrectiveAction wish, long now)
    {
        if (_asked is not CorrectiveAction.None && wish <= _asked && now - _askedAt < RepeatMs)
        {
            return CorrectiveAction.None;
        }

        (_asked, _askedAt) = (wish, now);
        return wish;
    }
}
