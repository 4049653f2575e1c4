using Masakari.Introspective.Agent.Configuration;
using Masakari.Introspective.Agent.Platform;

namespace Masakari.Introspective.Agent.Scripts;

/// <summary>Starts the health script again and again, one at a time, and keeps its latest result.</summary>
internal sealed class HealthScript(AgentOptions options) : IDisposable
{
    private readonly long _everyMs = options.HealthIntervalSecs * 1000L;
    private readonly long _limitMs = options.HealthTimeoutSecs * 1000L;
    private ScriptRun? _run;
    private long _startAt;
    private long _latestAt;

    /// <summary>How the latest run ended; null before the first has.</summary>
    public ScriptResult? Latest { get; private set; }

    /// <summary>When <see cref="Step"/> is due.</summary>
    /// <param name="isAsked">Whether the host asks; otherwise no run begins.</param>
    public long Due(bool isAsked) =>
        _run?.Due ?? (isAsked && options.HealthScript.Length > 0 ? _startAt : long.MaxValue);

    public void Prepare(Poller poller) => _run?.Prepare(poller);

    public void Step(Poller poller, bool isAsked, long now)
    {
        if (_run?.Step(poller, now) is { } result)
        {
            End(result, now);
        }

        if (_run is null && now >= Due(isAsked))
        {
            _startAt = now + _everyMs;
            _run = ScriptRun.Start(
                "health script",
                options.HealthScript,
                [],
                _limitMs,
                now,
                endsGroup: true,
                out var failure
            );
            if (failure is not null)
            {
                Keep(failure, now);
            }
        }
    }

    /// <summary>
    /// The host asks, or asks again: a new run is due at once, and until its end a result counts that is no older than
    /// one can be while the host asks.
    /// </summary>
    public void Registered(long now)
    {
        _startAt = Math.Min(_startAt, now);
        if (now - _latestAt > _everyMs + _limitMs)
        {
            Latest = null;
        }
    }

    public void Dispose() => _run?.Dispose();

    private void Keep(ScriptResult result, long now) => (Latest, _latestAt) = (result, now);

    private void End(ScriptResult result, long now)
    {
        Keep(result, now);
        _run?.Dispose();
        _run = null;
    }
}
