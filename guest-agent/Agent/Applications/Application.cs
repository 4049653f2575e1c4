using System.Globalization;
using Masakari.Introspective.Agent.Session;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Agent.Applications;

/// <summary>One that is asked for its health, or marks it. Times are ms of the loop's clock.</summary>
/// <param name="name">Unique in the guest.</param>
/// <param name="intervalMs">How often it is asked, or has to mark.</param>
/// <param name="action">What is wished when it is not well.</param>
/// <param name="connection">Whose it is; null for one that only marks, or that was there before the agent.</param>
/// <param name="isMark">Whether it only marks; null where the connection says it.</param>
internal sealed class Application(
    string name,
    int intervalMs,
    CorrectiveAction action,
    int? connection,
    bool? isMark = null
)
{
    /// <summary>Intervals without an answer after which an application counts as frozen.</summary>
    private const int PatienceIntervals = 2;

    /// <summary>Least ms that one of before the agent's start has to come back.</summary>
    private const int LeastReturnMs = 5000;

    private long _aliveUntil;
    private long _askedAt;
    private long _askAt;
    private long? _open;
    private string? _gone;
    private long _lostAt;
    private bool _isHealthy = true;
    private string _text = "";

    public string Name => name;

    public int IntervalMs => intervalMs;

    public CorrectiveAction Action => action;

    /// <summary>Null where it only marks, or where its connection has ended.</summary>
    public int? Connection { get; private set; } = connection;

    public bool IsMark { get; } = isMark ?? connection is null;

    /// <summary>Has vanished, or was there before the agent and has not come back.</summary>
    public bool IsGone => _gone is not null;

    /// <summary>Why it counts as lost, once that was told; null before.</summary>
    public string? LostWhy { get; private set; }

    public bool HasVanished => !IsMark && Connection is null;

    /// <summary>When it is to be asked; never while an answer is due.</summary>
    public long Due => Connection is null || _open is not null ? long.MaxValue : _askAt;

    private long Patience => (IsMark ? 1L : PatienceIntervals) * intervalMs;

    /// <summary>It lives: it has registered or marked.</summary>
    public void Begin(long now)
    {
        _aliveUntil = now + Patience;
        _askAt = now;
    }

    public void Ask(long id, long now)
    {
        _open = id;
        _askedAt = now;
    }

    /// <summary>Takes an answer; one to another question than the open one is worth nothing.</summary>
    public void Answer(long id, bool isHealthy, string text, long now)
    {
        if (_open != id)
        {
            return;
        }

        _open = null;
        _askAt = Math.Max(_askedAt + intervalMs, now);
        _aliveUntil = now + (PatienceIntervals * (long)intervalMs);
        (_isHealthy, _text) = (isHealthy, text);
    }

    /// <summary>Its connection has ended.</summary>
    /// <param name="lostAt">When that counts, unless it has come back: until then it is as well as it was.</param>
    public void Vanish(string why, long now, long lostAt)
    {
        Connection = null;
        (_gone, _lostAt) = (why, lostAt);
        _aliveUntil = now > _aliveUntil ? _aliveUntil : Math.Max(_aliveUntil, lostAt);
    }

    /// <summary>It was there before the agent started.</summary>
    /// <param name="lostWhy">Why it was lost already then; null where it has yet to come back.</param>
    public void Remember(string? lostWhy, long now)
    {
        _gone = lostWhy ?? $"has not {(IsMark ? "marked" : "registered")} again since the agent started";
        _lostAt = lostWhy is null ? now + Math.Max(Patience, LeastReturnMs) : now;
        _aliveUntil = _lostAt;
    }

    /// <summary>The agent itself did not run for so many ms: nobody else is to blame.</summary>
    public void WasLate(long ms)
    {
        _aliveUntil += ms;
        _lostAt += ms;
    }

    /// <returns>Null where it is well.</returns>
    public IllHealth? Judge(long now)
    {
        if (_gone is not null && now >= _lostAt)
        {
            LostWhy = _gone;
            return new IllHealth($"{name}: {_gone}", action);
        }

        if (now > _aliveUntil)
        {
            var what = IsMark ? "no mark" : "no answer";
            return new IllHealth(
                string.Create(CultureInfo.InvariantCulture, $"{name}: {what} for {Patience} ms"),
                action
            );
        }

        return _isHealthy ? null
            : _text.Length > 0 ? new IllHealth($"{name}: {_text}", action)
            : new IllHealth($"{name}: unhealthy", action);
    }
}
