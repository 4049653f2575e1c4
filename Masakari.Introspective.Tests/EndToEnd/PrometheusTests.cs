using FluentAssertions;
using FluentAssertions.Execution;
using Masakari.Introspective.Tests.Diagnostics.Metrics;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>The running monitor under a real Prometheus, with the rules and the dashboard of <c>packaging/</c>.</summary>
[Category("Lab")]
[Category("Surroundings")]
[NonParallelizable]
internal sealed class PrometheusTests
{
    /// <summary>Panels that have nothing to show in this test: nothing is held back, and Nova is not read.</summary>
    private static readonly string[] MayBeEmpty = ["Why faults were not reported", "Unarmed though HA_Enabled"];

    [Test]
    [CancelAfter(60_000)]
    public async Task Rules_AreAcceptedByPromtool_AndFireAsTheyShould()
    {
        await Lab.UpAsync();

        await Lab.ExecuteAsync("promtool", "check", "rules", MonitoringFiles.Rules);
        await Lab.ExecuteAsync("promtool", "test", "rules", MonitoringFiles.RulesTest);
    }

    [Test]
    [CancelAfter(180_000)]
    public async Task Monitor_UnderPrometheus_FillsDashboardAndAlerts(CancellationToken cancellationToken)
    {
        var lab = await LightLab.OpenAsync();
        var guest = await LightLab.StartGuestAsync();
        try
        {
            var port = FreePort.Find();
            await using var monitor = lab.StartMonitor($"metrics_bind = 127.0.0.1:{port}");
            await using var prometheus = new PrometheusServer(port);
            await monitor.WaitForAsync("answers: from now on", guest.Uuid, 1, cancellationToken);
            await prometheus.WaitForAsync(
                $$"""masakari_introspective_guest_state{uuid="{{guest.Uuid}}",state="healthy"}""",
                cancellationToken
            );
            var scrape = await ScrapeAsync(port, cancellationToken);
            MonitoringFiles.Metrics().Should().BeSubsetOf(scrape.Types.Keys);

            await guest.FailAsync("agent-stop");
            await monitor.WaitForAsync("Response: HTTP 202", guest.Uuid, 1, cancellationToken);
            await prometheus.WaitForAsync(
                """increase(masakari_introspective_alarms_total{action="reported"}[30s]) > 0""",
                cancellationToken
            );
            await prometheus.WaitForAsync(
                $$"""ALERTS{alertname="MasakariIntrospectiveGuestFailed",domain="{{guest.Domain}}"}""",
                cancellationToken
            );

            using var all = new AssertionScope();
            foreach (var (panel, query) in MonitoringFiles.Queries())
            {
                var result = await prometheus.QueryAsync(query, cancellationToken);
                (result.Count > 0 || MayBeEmpty.Contains(panel)).Should().BeTrue($"{panel}: {query} has no data");
            }

            var rules = await prometheus.RulesAsync(cancellationToken);
            rules.Should().HaveCount(MonitoringFiles.Alerts.Count);
            rules.Should().OnlyContain(rule => rule.GetProperty("health").GetString() == "ok");
            rules
                .Where(rule => rule.GetProperty("state").GetString() != "inactive")
                .Select(rule => rule.GetProperty("name").GetString())
                .Should()
                .Equal("MasakariIntrospectiveGuestFailed");
        }
        finally
        {
            await guest.RemoveAsync();
        }
    }

    private static async Task<Scrape> ScrapeAsync(int port, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        foreach (var page in (string[])["/healthz", "/readyz"])
        {
            (await http.GetStringAsync(new Uri(page, UriKind.Relative), cancellationToken)).Should().Be("ok\n");
        }

        return new Scrape(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken));
    }
}
