using System.Text.RegularExpressions;
using FluentAssertions;
using Masakari.Introspective.Diagnostics.Metrics;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.Tests.Diagnostics.Metrics;
using Masakari.Introspective.Tests.Protocol;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Docs;

/// <summary>What docs/metrics.md and docs/runbook.md say is what the daemon shows and what the rules name.</summary>
internal sealed partial class MetricsDocsTests
{
    [Test]
    public async Task Table_OfMetrics_IsTheScrape()
    {
        await using var rig = new MetricsRig();
        var scrape = await FullScrapeAsync(rig);
        var shown = scrape
            .Types.Where(metric => metric.Key.StartsWith(MetricsText.Prefix, StringComparison.Ordinal))
            .Select(metric =>
                $"{metric.Key[MetricsText.Prefix.Length..]} {metric.Value} {string.Join(' ', scrape.LabelsOf(metric.Key))}".Trim()
            );

        var documented = Row()
            .Matches(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "metrics.md")))
            .Select(row =>
                $"{row.Groups["name"].Value} {row.Groups["type"].Value} {row.Groups["labels"].Value.Replace("`", "", StringComparison.Ordinal).Trim()}".Trim()
            );

        documented.Should().BeEquivalentTo(shown);
    }

    [Test]
    public async Task DashboardAndRules_NameOnlyWhatAScrapeHas()
    {
        await using var rig = new MetricsRig();
        var scrape = await FullScrapeAsync(rig);

        MonitoringFiles.Metrics().Should().NotBeEmpty().And.BeSubsetOf(scrape.Types.Keys);
    }

    [Test]
    public void Runbook_HasOneEntryForEachAlert_WhichItsAnnotationNames()
    {
        var headings = Heading()
            .Matches(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "runbook.md")))
            .Select(match => match.Groups["alert"].Value);
        var rules = File.ReadAllText(MonitoringFiles.Rules);

        headings.Should().Equal(MonitoringFiles.Alerts);
        foreach (var alert in MonitoringFiles.Alerts)
        {
            rules.Should().Contain($"runbook: docs/runbook.md#{alert.ToLowerInvariant()}\n");
        }
    }

    /// <summary>With a guest, so that every metric has its labels.</summary>
    private static async Task<Scrape> FullScrapeAsync(MetricsRig rig)
    {
        var guest = rig.Boot("one");
        rig.Rig.Advance(60);
        rig.Rig.Instances.Find(guest.Uuid)!.Server = new NovaServer
        {
            Id = guest.Uuid,
            Name = "one",
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["HA_Enabled"] = "true" },
        };
        return await rig.ScrapeAsync();
    }

    [GeneratedRegex(
        @"^\| `(?<name>[a-z_]+)` \| (?<type>gauge|counter|histogram) \| (?<labels>[a-z_` ]*)\|",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Row();

    [GeneratedRegex("^## (?<alert>Masakari.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();
}
