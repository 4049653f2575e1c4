using Masakari.Introspective.Agent.Session;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Agent.Applications;

/// <summary>Who has registered or marks. Methods that may refuse return why; null is done.</summary>
/// <param name="markAction">What is wished when a mark is missing.</param>
internal sealed class AppRegistry(CorrectiveAction markAction)
{
    public const int Most = 16;
    public const int NameLimit = 39;
    public const int LeastIntervalMs = 400;
    public const int MostIntervalMs = 3_600_000;
    public const int MostMarkMs = 86_400_000;

    private readonly Dictionary<string, Application> _all = new(StringComparer.Ordinal);
    private long _question;

    public int Count => _all.Count;

    /// <summary>When <see cref="Ask"/> is due.</summary>
    public long Due => _all.Count == 0 ? long.MaxValue : _all.Values.Min(app => app.Due);

    /// <summary>Those that can be asked now, by their connection.</summary>
    public IEnumerable<Application> Connected => _all.Values.Where(app => app.Connection is not null);

    public string? Register(int connection, string name, int intervalMs, CorrectiveAction action, long now)
    {
        if (Of(connection) is { } other)
        {
            return $"this connection is {other.Name}; an application has one of its own";
        }

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

        return _all.TryGetValue(name, out var present) && !present.IsMark && !present.HasVanished
            ? $"{name} is registered by an application"
            : Add(new Application(name, intervalMs, markAction, connection: null), now);
    }

    /// <summary>Forgets a mark, or an application that has vanished.</summary>
    public string? Clear(string name) =>
        _all.TryGetValue(name, out var present) && (present.IsMark || present.HasVanished)
            ? Remove(present)
            : $"no mark {name}";

    public string? Deregister(int connection) =>
        Of(connection) is { } app ? Remove(app) : "nothing is registered on this connection";

    /// <returns>The application that was lost with its connection; null where there was none.</returns>
    public Application? Closed(int connection)
    {
        var app = Of(connection);
        app?.Vanish();
        return app;
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
            if (app.Judge(now) is { } reason)
            {
                reasons.Add(reason);
            }
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
        return null;
    }

    private string? Remove(Application app)
    {
        _all.Remove(app.Name);
        return null;
    }
}
