using System.Buffers;
using System.Globalization;
using System.Text;

namespace Masakari.Introspective.Diagnostics.Metrics;

/// <summary>Writes metrics in Prometheus' text format, version 0.0.4.</summary>
/// <remarks>https://prometheus.io/docs/instrumenting/exposition_formats/</remarks>
internal sealed class PrometheusText(IBufferWriter<byte> output)
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _line = new();
    private string _name = "";

    /// <summary>Begins a metric: its samples follow.</summary>
    /// <param name="type">gauge, counter or histogram.</param>
    public void Begin(string name, string type, string help)
    {
        _name = name;
        _line.Append("# HELP ").Append(name).Append(' ');
        Escape(help, isLabel: false);
        _line.Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        Flush();
    }

    /// <summary>One sample of the metric that was begun.</summary>
    public void Sample(double value, params ReadOnlySpan<(string Name, string Value)> labels) =>
        Sample("", value, labels);

    /// <param name="suffix">What a histogram adds to its name: <c>_bucket</c>.</param>
    /// <inheritdoc cref="Sample(double, ReadOnlySpan{ValueTuple{string, string}})"/>
    public void Sample(string suffix, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _line.Append(_name).Append(suffix);
        for (var at = 0; at < labels.Length; at++)
        {
            _line.Append(at == 0 ? '{' : ',').Append(labels[at].Name).Append("=\"");
            Escape(labels[at].Value, isLabel: true);
            _line.Append('"');
        }

        _line.Append(labels.Length > 0 ? "} " : " ").Append(Number(value)).Append('\n');
        Flush();
    }

    /// <summary>As Go writes numbers.</summary>
    public static string Number(double value) =>
        value switch
        {
            double.PositiveInfinity => "+Inf",
            double.NegativeInfinity => "-Inf",
            double.NaN => "NaN",
            _ => value.ToString("R", CultureInfo.InvariantCulture),
        };

    private void Escape(string text, bool isLabel)
    {
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '\\' => _line.Append(@"\\"),
                '\n' => _line.Append(@"\n"),
                '"' when isLabel => _line.Append("\\\""),
                _ => _line.Append(letter),
            };
        }
    }

    private void Flush()
    {
        foreach (var chunk in _line.GetChunks())
        {
            Encoding.UTF8.GetBytes(chunk.Span, output);
        }

        _line.Clear();
    }
}
