using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Agent.Votes;

/// <summary>One question of the host to everybody in the guest, and what came back. Times are ms of the loop's clock.</summary>
internal sealed class ActionRound
{
    /// <summary>Of the host's time, what is left for the way back: ms.</summary>
    public const int WayMs = 1000;

    private readonly HashSet<string> _waitingFor;
    private readonly ActionNotify _notify;
    private string? _rejection;
    private string? _failure;

    /// <param name="notify">The question.</param>
    /// <param name="asked">Who is asked; the names are this round's only.</param>
    public ActionRound(ActionNotify notify, IEnumerable<string> asked, long now)
    {
        _notify = notify;
        _waitingFor = new HashSet<string>(asked, StringComparer.Ordinal);
        IsForNobody = _waitingFor.Count == 0;
        Due = now + TimeFor(notify.TimeoutMs);
    }

    /// <summary>When the guest's time is over.</summary>
    public long Due { get; }

    private bool IsForNobody { get; }

    private bool IsVote => _notify.NotificationType is NotificationType.Revocable;

    /// <summary>The guest's share of the host's patience, in ms.</summary>
    public static int TimeFor(int timeoutMs) => timeoutMs > WayMs ? timeoutMs - WayMs : timeoutMs;

    public void Accepts(string who) => _waitingFor.Remove(who);

    public void Rejects(string who, string why)
    {
        if (_waitingFor.Remove(who))
        {
            _rejection ??= why;
        }
    }

    /// <summary>One could not even be asked: said, but no veto.</summary>
    public void Fails(string who, string why)
    {
        if (_waitingFor.Remove(who))
        {
            _failure ??= why;
        }
    }

    /// <returns>The answer, without a sequence; null while it is open.</returns>
    public ActionResponse? Answer(long now) =>
        this switch
        {
            // Only a vote is over with the first rejection: a notice lets everybody prepare.
            { _rejection: { } why, IsVote: true } => Make(VoteResult.Reject, why),
            { _waitingFor.Count: 0 } when (_rejection ?? _failure) is { } why => Make(VoteResult.Error, why),
            { _waitingFor.Count: 0 } => Make(IsVote && !IsForNobody ? VoteResult.Accept : VoteResult.Complete, ""),
            _ when now >= Due => Make(
                VoteResult.Timeout,
                $"no answer from {string.Join(", ", _waitingFor.Order(StringComparer.Ordinal))}"
            ),
            _ => null,
        };

    public ActionResponse Superseded() => Make(VoteResult.Error, "superseded by another event");

    private ActionResponse Make(VoteResult result, string text) =>
        new(0, _notify.InvocationId, _notify.Event, _notify.NotificationType, result, text);
}
