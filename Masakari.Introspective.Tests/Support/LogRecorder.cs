using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Tests.Support;

/// <summary>Keeps every line that was logged, whoever logged it.</summary>
internal sealed class LogRecorder : ILoggerFactory, ILoggerProvider
{
    private readonly Lock _lock = new();
    private readonly List<LogLine> _lines = [];

    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public int Count(LogLevel level, string text) =>
        Lines.Count(l => l.Level == level && l.Text.Contains(text, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => new Recorder(this);

    public ILogger<T> For<T>() => new Logger<T>(this);

    public void AddProvider(ILoggerProvider provider) { }

    public void Dispose() { }

    private sealed class Recorder(LogRecorder owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var fields = (state as IEnumerable<KeyValuePair<string, object?>>)?.ToList() ?? [];
            var instance = fields.Find(f => f.Key.Equals("InstanceUuid", StringComparison.OrdinalIgnoreCase)).Value;
            lock (owner._lock)
            {
                owner._lines.Add(new LogLine(logLevel, formatter(state, exception) + exception, instance as Guid?));
            }
        }
    }
}
