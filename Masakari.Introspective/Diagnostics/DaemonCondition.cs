namespace Masakari.Introspective.Diagnostics;

/// <summary>How the daemon around the monitor stands; written by the daemon, read by any thread.</summary>
/// <param name="configuredAt">When the configuration in force was read first, UTC.</param>
internal sealed class DaemonCondition(DateTimeOffset configuredAt)
{
    private volatile Reading _reading = new(configuredAt, IsGood: true);
    private volatile string? _stateProblem;

    /// <summary>Why the state folder cannot be used; null where it can.</summary>
    public string? StateProblem
    {
        get => _stateProblem;
        set => _stateProblem = value;
    }

    /// <summary>When the configuration was last read without a mistake, UTC.</summary>
    public DateTimeOffset ConfiguredAt => _reading.At;

    /// <summary>Whether the latest reading of the configuration succeeded; if not, the former one is in force.</summary>
    public bool IsConfigurationGood => _reading.IsGood;

    public void Reloaded(DateTimeOffset now) => _reading = new Reading(now, IsGood: true);

    public void ReloadFailed() => _reading = _reading with { IsGood = false };

    private sealed record Reading(DateTimeOffset At, bool IsGood);
}
