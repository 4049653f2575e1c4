using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>One JSON object per line, with the field names of oslo.log's JSONFormatter.</summary>
internal sealed class OsloJsonFormatter(LoggingSettings settings, LogSource source, ICollection<string> warnings)
    : ITextFormatter
{
    // Log shippers are the readers, not browsers: letters stay letters.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly InstancePrefix _instance = new(settings.InstanceFormat, warnings);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        var instance = _instance.For(logEvent);
        var fields = new LogFields(logEvent, source, settings.DateFormat, instance);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("message", fields.Message);
            json.WriteString("asctime", (string?)fields.Get("asctime"));
            json.WriteString("name", fields.Name);
            json.WriteString("msg", LogText.OneLine(logEvent.MessageTemplate.Text));
            json.WriteStartArray("args");
            json.WriteEndArray();
            json.WriteString("levelname", LogLevelNames.Name(logEvent.Level));
            json.WriteNumber("levelno", LogLevelNames.Number(logEvent.Level));
            json.WriteString("pathname", (string?)fields.Get("pathname"));
            json.WriteString("filename", (string?)fields.Get("filename"));
            json.WriteString("module", (string?)fields.Get("module"));
            json.WriteNumber("lineno", 0);
            json.WriteString("funcname", LogFields.Function(logEvent));
            json.WriteNumber("created", logEvent.Timestamp.ToUnixTimeMilliseconds() / 1000.0);
            json.WriteNumber("msecs", logEvent.Timestamp.Millisecond);
            json.WriteNumber("relative_created", 0);
            json.WriteNumber("thread", 0);
            json.WriteString("thread_name", "");
            json.WriteString("process_name", source.Prog);
            json.WriteNumber("process", source.Pid);
            WriteTraceback(json, logEvent);
            json.WriteString("hostname", source.HostName);
            json.WriteString("error_summary", (string?)fields.Get("error_summary"));
            json.WriteStartObject("context");
            json.WriteEndObject();
            WriteExtra(json, logEvent, instance);
            json.WriteEndObject();
        }

        output.Write(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        output.Write('\n');
    }

    private void WriteTraceback(Utf8JsonWriter json, LogEvent logEvent)
    {
        if (!ExceptionPolicy.ShowTrace(logEvent, settings.Debug))
        {
            json.WriteNull("traceback");
            return;
        }

        json.WriteStartArray("traceback");
        foreach (var line in logEvent.Exception!.ToString().Split('\n'))
        {
            json.WriteStringValue(line.TrimEnd('\r'));
        }

        json.WriteEndArray();
    }

    private static void WriteExtra(Utf8JsonWriter json, LogEvent logEvent, string instance)
    {
        json.WriteStartObject("extra");
        if (instance.Length > 0)
        {
            json.WriteString("instance", instance);
        }

        foreach (var (key, value) in logEvent.Properties)
        {
            // A parameter that is not named in the text keeps its C# spelling; readers see one spelling.
            var name = char.ToUpperInvariant(key[0]) + key[1..];
            if (name is "SourceContext" or "EventId")
            {
                continue;
            }

            switch (value)
            {
                case ScalarValue { Value: null }:
                    json.WriteNull(name);
                    break;
                case ScalarValue { Value: bool flag }:
                    json.WriteBoolean(name, flag);
                    break;
                case ScalarValue { Value: int or long or short or byte or uint } number:
                    json.WriteNumber(
                        name,
                        Convert.ToInt64(number.Value, System.Globalization.CultureInfo.InvariantCulture)
                    );
                    break;
                case ScalarValue { Value: double number } when double.IsFinite(number):
                    json.WriteNumber(name, number);
                    break;
                default:
                    json.WriteString(name, LogText.Value(value, null));
                    break;
            }
        }

        json.WriteEndObject();
    }
}
