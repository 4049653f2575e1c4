using System.Buffers;

namespace Masakari.Introspective.Diagnostics.Metrics;

/// <summary>Metrics under the product's prefix.</summary>
internal sealed class MetricsText(IBufferWriter<byte> output)
{
    public const string Prefix = "masakari_introspective_";

    private readonly PrometheusText _text = new(output);

    public void Begin(string name, string type, string help) => _text.Begin(Prefix + name, type, help);

    public void Sample(double value, params ReadOnlySpan<(string Name, string Value)> labels) =>
        _text.Sample(value, labels);

    public void Sample(string suffix, double value, params ReadOnlySpan<(string Name, string Value)> labels) =>
        _text.Sample(suffix, value, labels);

    public void Gauge(string name, string help, double value)
    {
        Begin(name, "gauge", help);
        Sample(value);
    }

    public void Gauge(string name, string help, bool value) => Gauge(name, help, value ? 1 : 0);

    public void Counter(string name, string help, long value)
    {
        Begin(name, "counter", help);
        Sample(value);
    }

    /// <param name="label">The label that has the code.</param>
    public void Counter(string name, string help, string label, IReadOnlyList<(string Code, long Count)> counts)
    {
        Begin(name, "counter", help);
        foreach (var (code, count) in counts)
        {
            Sample(count, (label, code));
        }
    }

    /// <summary>A metric of every process, by the name that all exporters use for it.</summary>
    public void OfProcess(string name, string type, string help, double value)
    {
        _text.Begin("process_" + name, type, help);
        _text.Sample(value);
    }
}
