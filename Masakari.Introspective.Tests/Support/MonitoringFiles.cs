using System.Text.Json;
using System.Text.RegularExpressions;
using Masakari.Introspective.Tests.Protocol;

namespace Masakari.Introspective.Tests.Support;

/// <summary>The dashboard and the alert rules of <c>packaging/</c>.</summary>
internal static partial class MonitoringFiles
{
    public static string Dashboard =>
        Path.Combine(Checkout.Root, "packaging", "grafana", "masakari-introspective.json");

    public static string Rules =>
        Path.Combine(Checkout.Root, "packaging", "prometheus", "masakari-introspective.rules.yml");

    public static string RulesTest =>
        Path.Combine(Checkout.Root, "packaging", "prometheus", "masakari-introspective.rules.test.yml");

    /// <summary>Names of the alerts.</summary>
    public static IReadOnlyList<string> Alerts =>
        [.. Alert().Matches(File.ReadAllText(Rules)).Select(match => match.Groups["name"].Value)];

    /// <summary>The dashboard's queries with the title of their panel, as Grafana sends them where all hosts are chosen.</summary>
    public static IReadOnlyList<(string Panel, string Query)> Queries()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Dashboard));
        return
        [
            .. dashboard
                .RootElement.GetProperty("panels")
                .EnumerateArray()
                .SelectMany(panel =>
                    panel
                        .GetProperty("targets")
                        .EnumerateArray()
                        .Select(target =>
                            (panel.GetProperty("title").GetString()!, target.GetProperty("expr").GetString()!)
                        )
                )
                .Select(query =>
                    (
                        query.Item1,
                        query
                            .Item2.Replace("$host", ".*", StringComparison.Ordinal)
                            .Replace("$__rate_interval", "30s", StringComparison.Ordinal)
                    )
                ),
        ];
    }

    /// <summary>Every metric that the dashboard or a rule names; a histogram's parts as the histogram.</summary>
    public static IReadOnlyCollection<string> Metrics() =>
        Metric()
            .Matches(File.ReadAllText(Dashboard) + File.ReadAllText(Rules))
            .Select(match => HistogramPart().Replace(match.Value, ""))
            .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("alert: (?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Alert();

    [GeneratedRegex("(masakari_introspective|process)_[a-z_]+", RegexOptions.ExplicitCapture)]
    private static partial Regex Metric();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.ExplicitCapture)]
    private static partial Regex HistogramPart();
}
