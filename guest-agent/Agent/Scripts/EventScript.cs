using Masakari.Introspective.Agent.Platform;
using Masakari.Introspective.Agent.Votes;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Agent.Scripts;

/// <summary>Starts the event script, one at a time: a new event ends the run of the former.</summary>
/// <param name="path">Empty for none.</param>
internal sealed class EventScript(string path) : IDisposable
{
    /// <summary>Its name in a round; no application can have one with a blank.</summary>
    public const string Name = "event script";

    private ScriptRun? _run;

    /// <summary>Whether there is one.</summary>
    public bool Exists => path.Length > 0;

    public long Due => _run?.Due ?? long.MaxValue;

    /// <returns>Why it could not be started; null where it runs.</returns>
    public ScriptResult? Start(ActionNotify notify, long now)
    {
        _run?.Dispose();
        string[] arguments = [EventWords.Of(notify.Event), EventWords.Of(notify.NotificationType)];
        // What it starts may be meant to stay: a service for resume, for example.
        _run = ScriptRun.Start(
            Name,
            path,
            arguments,
            ActionRound.TimeFor(notify.TimeoutMs),
            now,
            endsGroup: false,
            out var failure
        );
        return failure;
    }

    public void Prepare(Poller poller) => _run?.Prepare(poller);

    /// <returns>How it ended; null while it runs, or where none does.</returns>
    public ScriptResult? Step(Poller poller, long now)
    {
        var result = _run?.Step(poller, now);
        if (result is not null)
        {
            _run!.Dispose();
            _run = null;
        }

        return result;
    }

    public void Dispose() => _run?.Dispose();
}
