using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>Which logger logs from which level on; loggers in use follow a change at once.</summary>
internal sealed class LevelFilter : IOptionsMonitor<LoggerFilterOptions>
{
    private Action<LoggerFilterOptions, string?>? _changed;

    public LoggerFilterOptions CurrentValue { get; private set; } = new();

    public void Apply(LoggingSettings settings)
    {
        var options = new LoggerFilterOptions { MinLevel = settings.Debug ? LogLevel.Debug : LogLevel.Information };
        foreach (var (logger, level) in settings.Levels)
        {
            // Upstream's own loggers under their Python name mean ours.
            var name = logger.StartsWith("masakarimonitors", StringComparison.Ordinal)
                ? "Masakari.Introspective"
                : logger;
            options.Rules.Add(new LoggerFilterRule(providerName: null, name, level, filter: null));
        }

        CurrentValue = options;
        _changed?.Invoke(options, null);
    }

    public LoggerFilterOptions Get(string? name) => CurrentValue;

    public IDisposable OnChange(Action<LoggerFilterOptions, string?> listener)
    {
        _changed += listener;
        return new Subscription(() => _changed -= listener);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
