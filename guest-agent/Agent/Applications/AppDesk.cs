using System.Globalization;
using System.Text;
using System.Text.Json;
using Masakari.Introspective.Agent.Platform;
using Masakari.Introspective.Agent.Votes;
using Masakari.Introspective.Protocol.Heartbeat;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Agent.Applications;

/// <summary>Serves the lines that applications send; README.md, "Applications".</summary>
internal sealed class AppDesk(AppRegistry registry, AgentLog log)
{
    /// <summary>Bytes of a line.</summary>
    public const int LineLimit = 4096;

    private const int TextLimit = 191;
    private const string Ended = "ended without deregistering";

    private long _question;

    /// <summary>The host's question that is open; null for none.</summary>
    public ActionRound? Round { get; private set; }

    /// <summary>From now on answers count for this round only.</summary>
    public void End() => Round = null;

    /// <summary>Opens a round: everybody who is connected is to be sent the line.</summary>
    /// <param name="others">Who is asked besides the applications.</param>
    public byte[] Begin(ActionNotify notify, IEnumerable<string> others, long now)
    {
        Round = new ActionRound(notify, registry.Connected.Select(app => app.Name).Concat(others), now);
        var isVote = notify.NotificationType is NotificationType.Revocable;
        return Write(
            new AppFields
            {
                Type = isVote ? "vote" : "notify",
                Id = ++_question,
                Event = EventWords.Of(notify.Event),
                TimeoutMs = ActionRound.TimeFor(notify.TimeoutMs),
            }
        );
    }

    public static byte[] Challenge(long id) => Write(new AppFields { Type = "challenge", Id = id });

    public static AppAnswer Refuse(string why) => new(Error(why).Line, Closes: true, why);

    public AppAnswer Serve(int connection, ReadOnlySpan<byte> line, long now)
    {
        if (line[0] != (byte)'{')
        {
            return ServeWords(Encoding.UTF8.GetString(line).Split(' ', StringSplitOptions.RemoveEmptyEntries), now);
        }

        try
        {
            return Serve(connection, JsonSerializer.Deserialize(line, AppJson.Default.AppFields)!, now);
        }
        catch (JsonException)
        {
            return Refuse("not one JSON object, or a key's value has the wrong type");
        }
    }

    /// <summary>The connection has ended, without a goodbye where an application was on it.</summary>
    /// <param name="fault">Why the agent ended it; null where the application did.</param>
    public void Closed(int connection, string? fault, long now)
    {
        if (registry.Closed(connection, fault is null ? Ended : $"closed: {fault}", now) is { } app)
        {
            log.Warning($"closed {app.Name}: {fault ?? Ended}");
            Round?.Accepts(app.Name);
        }
    }

    private AppAnswer Serve(int connection, AppFields fields, long now)
    {
        var text = WireText.Clean(fields.Text ?? "", TextLimit);
        var app = registry.Of(connection);
        switch (fields.Type)
        {
            case "register":
                return Register(connection, fields, now);
            case "deregister":
                if (registry.Deregister(connection) is { } problem)
                {
                    return Refuse(problem);
                }

                log.Info($"application {app!.Name} has deregistered");
                Round?.Accepts(app.Name);
                return new AppAnswer(Write(new AppFields { Type = "deregistered" }), Closes: true);
            case "response" or "vote_result" when app is null:
                return Refuse("register first");
            case "response" when fields is { Id: { } id, Health: "healthy" or "unhealthy" }:
                app.Answer(id, fields.Health is "healthy", text, now);
                return default;
            case "vote_result" when fields is { Id: { } id, Vote: "accept" or "reject" }:
                Vote(app.Name, id, fields.Vote is "accept", text);
                return default;
            case "response":
                return Refuse("a response needs id and health, which is healthy or unhealthy");
            case "vote_result":
                return Refuse("a vote_result needs id and vote, which is accept or reject");
            default:
                return Refuse("type: register, response, vote_result or deregister");
        }
    }

    private AppAnswer Register(int connection, AppFields fields, long now)
    {
        if (registry.Of(connection) is { } other)
        {
            // No reason to lose the one that is well.
            return Error($"this connection is {other.Name}; an application has one of its own");
        }

        var action = AppWords.Action(fields.CorrectiveAction ?? AppWords.Of(CorrectiveAction.Log));
        if (action is null)
        {
            return Refuse("corrective_action: log, reboot or stop");
        }

        var name = fields.Name ?? "";
        if (registry.Register(connection, name, fields.IntervalMs ?? 0, action.Value, now) is { } problem)
        {
            return Refuse(problem);
        }

        log.Info($"application {name} has registered");
        return new AppAnswer(Write(new AppFields { Type = "registered" }));
    }

    private void Vote(string name, long id, bool accepts, string text)
    {
        if (id != _question)
        {
            return;
        }

        if (accepts)
        {
            Round?.Accepts(name);
        }
        else
        {
            Round?.Rejects(name, text.Length > 0 ? $"{name}: {text}" : $"{name}: rejected");
        }
    }

    /// <summary>For shells: MARK name interval_ms, CLEAR name.</summary>
    private AppAnswer ServeWords(string[] words, long now)
    {
        var problem = words switch
        {
            ["MARK", var name, var ms] => registry.Mark(name, Number(ms), now),
            ["CLEAR", var name] => registry.Clear(name),
            _ => "MARK name interval_ms, CLEAR name, or a JSON object",
        };
        return problem is null
            ? new AppAnswer("OK\n"u8.ToArray())
            : new AppAnswer(Encoding.UTF8.GetBytes($"ERROR {problem}\n"), Closes: true, problem);
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static AppAnswer Error(string why) => new(Write(new AppFields { Type = "error", Text = why }));

    private static byte[] Write(AppFields fields) => AppWords.Line(fields);
}
