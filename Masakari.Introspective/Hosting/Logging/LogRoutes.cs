using Serilog.Events;
using Serilog.Formatting;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>The queues of one configuration: where each event goes, and standard error behind them.</summary>
internal sealed class LogRoutes : IAsyncDisposable
{
    /// <summary>How long closing waits for lines that a slow target has not taken yet.</summary>
    public static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private readonly List<TargetQueue> _routes = [];
    private readonly TargetQueue _standardError;

    public LogRoutes(LoggingSettings settings, LogSource source, LogEndpoints endpoints, TimeProvider time)
    {
        var warnings = new List<string>();
        ITextFormatter formatter = settings.UseJson
            ? new OsloJsonFormatter(settings, source, warnings)
            : new OsloTextFormatter(settings, source, warnings);
        Warnings = warnings;

        _standardError = new TargetQueue(
            new StreamTarget("standard error", endpoints.OpenStandardError(), formatter),
            fallback: null,
            time
        );
        if (settings.FilePath(source.Prog) is { } path)
        {
            Add(new FileTarget(path, formatter, settings.Rotation, time), time);
        }

        if (settings.UseSyslog)
        {
            Add(new SyslogTarget(endpoints.SyslogSocket, settings.SyslogFacility, source, formatter), time);
        }

        if (settings.UseJournal)
        {
            Add(new JournalTarget(endpoints.JournalSocket, settings, source), time);
        }

        StandardErrorToo = settings.UseStderr || _routes.Count == 0;
    }

    /// <summary>What in the settings has no effect; to be logged once.</summary>
    public IReadOnlyList<string> Warnings { get; }

    private bool StandardErrorToo { get; }

    public void Emit(LogEvent logEvent)
    {
        foreach (var route in _routes)
        {
            route.Enqueue(logEvent);
        }

        if (StandardErrorToo)
        {
            _standardError.Enqueue(logEvent);
        }
    }

    public void Reopen() => _routes.ForEach(r => r.Reopen());

    /// <returns>false when something was still unwritten after <paramref name="limit"/>.</returns>
    public async Task<bool> FlushAsync(TimeSpan limit)
    {
        var flushed = await Task.WhenAll(_routes.Select(r => r.FlushAsync(limit)));
        // Last: the others may have handed lines over to it.
        return await _standardError.FlushAsync(limit) && flushed.All(f => f);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_routes.Select(r => r.CloseAsync(CloseLimit)));
        await _standardError.CloseAsync(CloseLimit);
    }

    // Where standard error gets every event anyway, a failing target's lines would stand there twice; once too often is
    // better than lost, and it lasts only while the target fails.
    private void Add(LogTarget target, TimeProvider time) => _routes.Add(new TargetQueue(target, _standardError, time));
}
