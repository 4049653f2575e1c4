using System.Globalization;
using System.Text.RegularExpressions;

namespace Masakari.Introspective.Tests.Diagnostics.Metrics;

/// <summary>A page of metrics as a scraper reads it; throws where it is not well formed.</summary>
internal sealed partial class Scrape
{
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _samples = new(StringComparer.Ordinal);

    public Scrape(string text)
    {
        var help = "";
        var name = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', 4);
            switch (words)
            {
                case ["#", "HELP", var described, { Length: > 0 }]:
                    help = described;
                    break;
                case ["#", "TYPE", var typed, var type] when typed == help:
                    _types.Add(name = typed, type);
                    _labels.Add(name, new SortedSet<string>(StringComparer.Ordinal));
                    break;
                default:
                    Take(name, line);
                    break;
            }
        }
    }

    /// <summary>The metrics and their types.</summary>
    public IReadOnlyDictionary<string, string> Types => _types;

    /// <summary>All samples: name and labels, as written.</summary>
    public IReadOnlyDictionary<string, double> Samples => _samples;

    /// <summary>The labels that samples of a metric have, in order.</summary>
    public IReadOnlyCollection<string> LabelsOf(string name) => _labels[name];

    private void Take(string name, string line)
    {
        var sample = Sample().Match(line);
        var bare = sample.Groups["name"].Value;
        if (
            !sample.Success
            || (bare != name && !(_types[name] == "histogram" && bare.StartsWith(name + "_", StringComparison.Ordinal)))
        )
        {
            throw new FormatException($"no sample of {name}: {line}");
        }

        foreach (var label in sample.Groups["label"].Captures.Select(capture => capture.Value))
        {
            _labels[name].Add(label);
        }

        var value = sample.Groups["value"].Value;
        _samples.Add(line[..^(value.Length + 1)], double.Parse(value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(
        """^(?<name>[a-z_]+)(\{((?<label>[a-z_]+)="([^"\\]|\\["\\n])*",?)+\})? (?<value>[-0-9.E+]+)$""",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Sample();
}
