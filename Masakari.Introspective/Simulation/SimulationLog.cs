using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Simulation;

/// <summary>Hands on the monitor's own lines, and keeps the defects among them, which the monitor survives.</summary>
/// <param name="write">Takes a line as it is logged; null where nobody reads them.</param>
internal sealed class SimulationLog(Action<LogLevel, string>? write = null) : ILoggerFactory
{
    private readonly Action<LogLevel, string>? _write = write;
    private readonly List<string> _defects = [];

    /// <summary>What was logged with an exception.</summary>
    public IReadOnlyList<string> Defects => _defects;

    public ILogger CreateLogger(string categoryName) => new Line(this);

    public void AddProvider(ILoggerProvider provider) { }

    public void Dispose() { }

    private sealed class Line(SimulationLog owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var text = formatter(state, exception);
            owner._write?.Invoke(logLevel, text);
            if (exception is not null)
            {
                owner._defects.Add($"{text} {exception}");
            }
        }
    }
}
