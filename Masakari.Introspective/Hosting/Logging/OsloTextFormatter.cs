using Serilog.Events;
using Serilog.Formatting;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>The oslo.log line layout, which log shippers and operators' habits are built on.</summary>
internal sealed class OsloTextFormatter : ITextFormatter
{
    private readonly LoggingSettings _settings;
    private readonly LogSource _source;
    private readonly PythonFormat _line;
    private readonly PythonFormat _debugLine;
    private readonly PythonFormat _exceptionPrefix;
    private readonly InstancePrefix _instance;

    /// <param name="warnings">Gets a line per part of a format string that has no meaning here.</param>
    public OsloTextFormatter(LoggingSettings settings, LogSource source, ICollection<string> warnings)
    {
        _settings = settings;
        _source = source;
        _instance = new InstancePrefix(settings.InstanceFormat, warnings);
        _line = Parse(settings.DefaultFormat, LoggingOptions.DefaultFormat.Name, warnings);
        // The line's own mistakes are told already.
        _debugLine = Parse(
            $"{settings.DefaultFormat} {settings.DebugSuffix}",
            LoggingOptions.DebugSuffix.Name,
            new List<string>()
        );
        Parse(settings.DebugSuffix, LoggingOptions.DebugSuffix.Name, warnings);
        _exceptionPrefix = Parse(settings.ExceptionPrefix, LoggingOptions.ExceptionPrefix.Name, warnings);
    }

    public void Format(LogEvent logEvent, TextWriter output)
    {
        var message = LogText.Message(logEvent);
        var trace = ExceptionPolicy.ShowTrace(logEvent, _settings.Debug);
        var fields = new LogFields(logEvent, _source, _settings.DateFormat, _instance.For(logEvent))
        {
            Message = trace ? message : message + ExceptionPolicy.Summary(logEvent, message),
        };
        var layout = logEvent.Level <= LogEventLevel.Debug ? _debugLine : _line;
        output.Write(layout.Render(fields.Get).TrimEnd(' '));
        output.Write('\n');
        if (trace)
        {
            var prefix = _exceptionPrefix.Render(fields.Get);
            foreach (var line in logEvent.Exception!.ToString().Split('\n'))
            {
                output.Write(prefix);
                output.Write(LogText.OneLine(line.TrimEnd('\r')));
                output.Write('\n');
            }
        }
    }

    private static PythonFormat Parse(string format, string option, ICollection<string> warnings) =>
        PythonFormat.Parse(format, option, LogFields.IsKnown, warnings);
}
