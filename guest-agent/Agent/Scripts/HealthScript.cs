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
            End(result);
        }

        if (_run is null && now >= Due(isAsked))
        {
            _startAt = now + _everyMs;
            _run = ScriptRun.Start("health script", options.HealthScript, [], _limitMs, now, out var failure);
            Latest = failure ?? Latest;
        }
    }

    public void Dispose() => _run?.Dispose();

    private void End(ScriptResult result)
    {
        Latest = result;
        _run?.Dispose();
        _run = null;
    }
}
