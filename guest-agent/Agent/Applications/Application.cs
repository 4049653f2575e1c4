using System.Globalization;
using Masakari.Introspective.Agent.Session;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Agent.Applications;

/// <summary>One that is asked for its health, or marks it. Times are ms of the loop's clock.</summary>
/// <param name="name">Unique in the guest.</param>
/// <param name="intervalMs">How often it is asked, or has to mark.</param>
/// <param name="action">What is wished when it is not well.</param>
/// <param name="connection">Whose it is; null for one that only marks.</param>
internal sealed class Application(string name, int intervalMs, CorrectiveAction action, int? connection)
{
    /// <summary>Intervals without an answer after which an application counts as frozen.</summary>
    private const int PatienceIntervals = 2;

    private long _aliveUntil;
    private long _askedAt;
    private long _askAt;
    private long? _open;
    private bool _isHealthy = true;
    private string _text = "";

    public string Name => name;

    /// <summary>Null where it only marks, or where its connection has ended.</summary>
    public int? Connection { get; private set; } = connection;

    public bool IsMark { get; } = connection is null;

    public bool HasVanished => !IsMark && Connection is null;

    /// <summary>When it is to be asked; never while an answer is due.</summary>
    public long Due => Connection is null || _open is not null ? long.MaxValue : _askAt;

    /// <summary>It lives: it has registered or marked.</summary>
    public void Begin(long now)
    {
        _aliveUntil = now + ((IsMark ? 1L : PatienceIntervals) * intervalMs);
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

    public void Vanish() => Connection = null;

    /// <summary>The agent itself did not run for so many ms: nobody else is to blame.</summary>
    public void WasLate(long ms) => _aliveUntil += ms;

    /// <returns>Null where it is well.</returns>
    public IllHealth? Judge(long now)
    {
        if (HasVanished)
        {
            return new IllHealth($"{name}: ended without deregistering", action);
        }

        if (now > _aliveUntil)
        {
            var ms = intervalMs * (IsMark ? 1L : PatienceIntervals);
            var what = IsMark ? "no mark" : "no answer";
            return new IllHealth(string.Create(CultureInfo.InvariantCulture, $"{name}: {what} for {ms} ms"), action);
        }

        return _isHealthy ? null
            : _text.Length > 0 ? new IllHealth($"{name}: {_text}", action)
            : new IllHealth($"{name}: unhealthy", action);
    }
}
