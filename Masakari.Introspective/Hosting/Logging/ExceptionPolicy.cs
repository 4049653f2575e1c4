using Serilog.Events;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>Who gets to see a stack trace.</summary>
internal static class ExceptionPolicy
{
    /// <summary>
    /// A trace helps with a defect of ours, or when somebody asked for debug output. What the world did to us (a refused
    /// connection, a full disk) is told in one line.
    /// </summary>
    public static bool ShowTrace(LogEvent logEvent, bool debug) =>
        logEvent.Exception is { } e && (debug || logEvent.Level == LogEventLevel.Fatal || IsDefect(e));

    /// <summary>The reason in one line, or empty when <paramref name="message"/> says it already.</summary>
    public static string Summary(LogEvent logEvent, string message)
    {
        if (logEvent.Exception is not { } e)
        {
            return "";
        }

        var reason = LogText.OneLine(e.Message);
        return message.Contains(reason, StringComparison.Ordinal) ? "" : $": {reason}";
    }

    private static bool IsDefect(Exception e) =>
        e
            is NullReferenceException
                or ArgumentException
                or InvalidCastException
                or IndexOutOfRangeException
                or KeyNotFoundException
                or ArithmeticException
                or (InvalidOperationException and not ObjectDisposedException)
        || (e is AggregateException many && many.InnerExceptions.Any(IsDefect));
}
