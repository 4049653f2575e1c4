using Masakari.Introspective.Agent.Session;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Agent.Applications;

/// <summary>Who has registered or marks. Methods that may refuse return why; null is done.</summary>
/// <param name="markAction">What is wished when a mark is missing.</param>
/// <param name="graceMs">How long one that has vanished may take to come back; null for one of its intervals.</param>
internal sealed class AppRegistry(CorrectiveAction markAction, int? graceMs = null)
{
    public const int Most = 16;
    public const int NameLimit = 39;
    public const int LeastIntervalMs = 400;
    public const int MostIntervalMs = 3_600_000;
    public const int MostMarkMs = 86_400_000;

    /// <summary>The usual grace is one interval within these, in ms.</summary>
    private const int LeastGraceMs = 1000;
    private const int MostGraceMs = 60_000;

    private readonly Dictionary<string, Application> _all = new(StringComparer.Ordinal);
    private long _question;

    public int Count => _all.Count;

    public IEnumerable<Application> All => _all.Values;

    /// <summary>Changes with whatever is to outlive the agent.</summary>
    public int Version { get; private set; }

    /// <summary>When <see cref="Ask"/> is due.</summary>
    public long Due => _all.Count == 0 ? long.MaxValue : _all.Values.Min(app => app.Due);

    /// <summary>Those that can be asked now, by their connection.</summary>
    public IEnumerable<Application> Connected => _all.Values.Where(app => app.Connection is not null);

    public string? Register(int connection, string name, int intervalMs, CorrectiveAction action, long now)
    {
        return Check(name, intervalMs, MostIntervalMs)
            ?? (
                _all.TryGetValue(name, out var present) && !present.HasVanished
                    ? $"{name} is registered already"
                    : Add(new Application(name, intervalMs, action, connection), now)
            );
    }

    public string? Mark(string name, int intervalMs, long now)
    {
        var problem = Check(name, intervalMs, MostMarkMs);
        if (problem is not null)
        {
            return problem;
        }

        if (_all.TryGetValue(name, out var present) && !present.IsMark && !present.HasVanished)
        {
            return $"{name} is registered by an application";
        }

        if (present is { IsMark: true, IsGone: false } && present.IntervalMs == intervalMs)
        {
            present.Begin(now);
            return null;
        }

        return Add(new Application(name, intervalMs, markAction, connection: null), now);
    }

    /// <summary>Forgets a mark, or an application that has vanished.</summary>
    public string? Clear(string name) =>
        _all.TryGetValue(name, out var present) && (present.IsMark || present.HasVanished)
            ? Remove(present)
            : $"no mark {name}";

    public string? Deregister(int connection) =>
        Of(connection) is { } app ? Remove(app) : "nothing is registered on this connection";

    /// <returns>The application that was lost with its connection; null where there was none.</returns>
    public Application? Closed(int connection, string why, long now)
    {
        if (Of(connection) is not { } app)
        {
            return null;
        }

        app.Vanish(why, now, now + (graceMs ?? Math.Clamp(app.IntervalMs, LeastGraceMs, MostGraceMs)));
        return app;
    }

    /// <summary>Takes over one that was there before the agent started; one that cannot be is left out.</summary>
    /// <param name="lostWhy">Why it is ill already; null where it has yet to come back.</param>
    public void Remember(string name, int intervalMs, CorrectiveAction action, bool isMark, string? lostWhy, long now)
    {
        if (Check(name, intervalMs, isMark ? MostMarkMs : MostIntervalMs) is null)
        {
            var app = new Application(name, intervalMs, isMark ? markAction : action, connection: null, isMark);
            app.Remember(lostWhy, now);
            _all[name] = app;
        }
    }

    public Application? Of(int connection) => _all.Values.FirstOrDefault(app => app.Connection == connection);

    /// <returns>Who is due to be asked, and with which number.</returns>
    public IReadOnlyList<(int Connection, long Id)> Ask(long now)
    {
        if (now < Due)
        {
            return [];
        }

        var questions = new List<(int, long)>();
        foreach (var app in _all.Values.Where(app => now >= app.Due))
        {
            app.Ask(++_question, now);
            questions.Add((app.Connection!.Value, _question));
        }

        return questions;
    }

    /// <summary>Adds the reasons of those that are not well.</summary>
    public void Judge(List<IllHealth> reasons, long now)
    {
        foreach (var app in _all.Values)
        {
            var wasLost = app.LostWhy is not null;
            if (app.Judge(now) is { } reason)
            {
                reasons.Add(reason);
            }

            Version += !wasLost && app.LostWhy is not null ? 1 : 0;
        }
    }

    public void WasLate(long ms)
    {
        foreach (var app in _all.Values)
        {
            app.WasLate(ms);
        }
    }

    private string? Check(string name, int intervalMs, int mostMs)
    {
        if (name.Length is 0 or > NameLimit || !name.All(c => char.IsAsciiLetterOrDigit(c) || "._@:-".Contains(c)))
        {
            return $"name: 1..{NameLimit} letters, digits and ._@:-";
        }

        if (intervalMs < LeastIntervalMs || intervalMs > mostMs)
        {
            return $"interval_ms: {LeastIntervalMs}..{mostMs}";
        }

        return _all.Count >= Most && !_all.ContainsKey(name) ? $"there are {Most} applications already" : null;
    }

    private string? Add(Application app, long now)
    {
        app.Begin(now);
        _all[app.Name] = app;
        Version++;
        return null;
    }

    private string? Remove(Application app)
    {
        _all.Remove(app.Name);
        Version++;
        return null;
    }
}
