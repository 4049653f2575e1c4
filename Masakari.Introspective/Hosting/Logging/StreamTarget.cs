using System.Globalization;
using System.Text;
using Serilog.Events;
using Serilog.Formatting;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>An open stream: standard error.</summary>
internal sealed class StreamTarget(string name, Stream stream, ITextFormatter formatter) : LogTarget
{
    public override string Name => name;

    public override string Cure => "";

    public override void Write(LogEvent logEvent)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        formatter.Format(logEvent, line);
        stream.Write(Encoding.UTF8.GetBytes(line.ToString()));
        stream.Flush();
    }
}
