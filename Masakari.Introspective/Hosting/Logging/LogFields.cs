using Serilog.Events;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>Values of Python's log record for one event.</summary>
internal sealed class LogFields(LogEvent logEvent, LogSource source, string dateFormat, string instance)
{
    private static readonly Dictionary<string, Func<LogFields, object?>> Known = new(StringComparer.Ordinal)
    {
        ["asctime"] = f => StrfTime.Format(f.Event.Timestamp, f.DateFormat),
        ["msecs"] = f => f.Event.Timestamp.Millisecond,
        ["created"] = f => f.Event.Timestamp.ToUnixTimeMilliseconds() / 1000.0,
        ["process"] = f => f.Source.Pid,
        ["processName"] = f => f.Source.Prog,
        ["process_name"] = f => f.Source.Prog,
        ["hostname"] = f => f.Source.HostName,
        ["levelname"] = f => LogLevelNames.Name(f.Event.Level),
        ["levelno"] = f => LogLevelNames.Number(f.Event.Level),
        ["name"] = f => f.Name,
        ["module"] = f => f.Name[(f.Name.LastIndexOf('.') + 1)..],
        ["funcName"] = f => Function(f.Event),
        // .NET keeps no source position with a message; the type's name is the nearest truth.
        ["pathname"] = f => f.Name,
        ["filename"] = f => f.Name[(f.Name.LastIndexOf('.') + 1)..],
        ["lineno"] = _ => 0,
        ["thread"] = _ => 0,
        ["threadName"] = _ => "",
        ["instance"] = f => f.Instance,
        ["message"] = f => f.Message,
        ["error_summary"] = f => f.Event.Exception is { } e ? LogText.OneLine($"{e.GetType().Name}: {e.Message}") : "",
        // Fields of an API request; a monitor serves none.
        ["request_id"] = _ => "-",
        ["global_request_id"] = _ => "-",
        ["user_identity"] = _ => "-",
        ["user"] = _ => "-",
        ["tenant"] = _ => "-",
        ["project"] = _ => "-",
        ["project_name"] = _ => "-",
        ["user_name"] = _ => "-",
        ["domain"] = _ => "-",
        ["user_domain"] = _ => "-",
        ["project_domain"] = _ => "-",
        ["resource"] = _ => "",
        ["color"] = _ => "",
    };

    public LogEvent Event => logEvent;

    public LogSource Source => source;

    public string DateFormat => dateFormat;

    public string Instance => instance;

    public string Name { get; } =
        LogText.Property(logEvent, "SourceContext") is { Length: > 0 } name ? name : source.Prog;

    /// <summary>On one line, with the reason of an exception that is not shown in full.</summary>
    public string Message { get; init; } = LogText.Message(logEvent);

    public static bool IsKnown(string field) => Known.ContainsKey(field);

    public object? Get(string field) => Known[field](this);

    /// <summary>The logging method's name, which Microsoft.Extensions.Logging keeps as the event's name.</summary>
    public static string Function(LogEvent logEvent) =>
        logEvent.Properties.TryGetValue("EventId", out var id) && id is StructureValue structure
            ? structure
                .Properties.Where(p => string.Equals(p.Name, "Name", StringComparison.Ordinal))
                .Select(p => LogText.Value(p.Value, null))
                .FirstOrDefault("")
            : "";
}
