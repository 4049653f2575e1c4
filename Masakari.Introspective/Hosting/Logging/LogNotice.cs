using Serilog.Events;
using Serilog.Parsing;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>A line of the log about the log, made where no logger may be used.</summary>
internal static class LogNotice
{
    private static readonly MessageTemplate Template = new MessageTemplateParser().Parse("{Notice}");

    public static LogEvent Make(TimeProvider time, LogEventLevel level, string text) =>
        new(
            time.GetLocalNow(),
            level,
            exception: null,
            Template,
            [
                new LogEventProperty("Notice", new ScalarValue(text)),
                new LogEventProperty("SourceContext", new ScalarValue("Masakari.Introspective.Hosting.Logging")),
            ]
        );
}
