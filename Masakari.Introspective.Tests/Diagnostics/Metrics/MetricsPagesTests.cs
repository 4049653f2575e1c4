using System.Net;
using FluentAssertions;
using Masakari.Introspective.Diagnostics.Metrics;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics.Metrics;

internal sealed class MetricsPagesTests
{
    private const string Prefix = "masakari_introspective_";

    private MetricsRig _sut = null!;

    [SetUp]
    public void SetUp() => _sut = new MetricsRig();

    [TearDown]
    public async Task TearDownAsync() => await _sut.DisposeAsync();

    [Test]
    public async Task Metrics_OfAHealthyAndAFrozenGuest_ShowBoth()
    {
        var healthy = _sut.Boot("one");
        var frozen = _sut.Boot("fro\"zen");
        _sut.Rig.Advance(60);
        _sut.Rig.Libvirt.SetAgent(frozen, AgentBehaviour.Silent);
        _sut.Rig.Advance(120);

        var scrape = await _sut.ScrapeAsync();

        scrape
            .Samples.Should()
            .Contain($$"""{{Prefix}}guest_state{domain="one",uuid="{{healthy.Uuid}}",state="healthy"}""", 1)
            .And.Contain($$"""{{Prefix}}guest_state{domain="fro\"zen",uuid="{{frozen.Uuid}}",state="reported"}""", 1)
            .And.Contain($$"""{{Prefix}}alarms_total{reason="guest-silent",action="reported"}""", 1)
            .And.Contain($$"""{{Prefix}}guests{state="healthy"}""", 1)
            .And.Contain($$"""{{Prefix}}recoveries_budget_remaining{domain="one",uuid="{{healthy.Uuid}}"}""", 3)
            .And.Contain($$"""{{Prefix}}recoveries_budget_remaining{domain="fro\"zen",uuid="{{frozen.Uuid}}"}""", 2)
            .And.Contain($"{Prefix}libvirt_connected", 1)
            .And.Contain($"{Prefix}up", 1)
            .And.Contain($$"""{{Prefix}}build_info{version="1.2.3",program="masakari-introspective"}""", 1);
        scrape.Samples[$$"""{{Prefix}}probes_total{result="silent"}"""].Should().BeGreaterThanOrEqualTo(3);
        var last = scrape.Samples[
            $$"""{{Prefix}}guest_last_answer_timestamp_seconds{domain="fro\"zen",uuid="{{frozen.Uuid}}"}"""
        ];
        last.Should()
            .BeInRange(
                _sut.Rig.Time.GetUtcNow().ToUnixTimeSeconds() - 140,
                _sut.Rig.Time.GetUtcNow().ToUnixTimeSeconds() - 110
            );
    }

    [Test]
    public async Task Metrics_OfAnAnsweringGuest_FillTheHistogram()
    {
        _sut.Boot("one");
        _sut.Rig.Advance(60);

        var scrape = await _sut.ScrapeAsync();

        var buckets = scrape
            .Samples.Where(sample =>
                sample.Key.StartsWith(Prefix + "probe_duration_seconds_bucket", StringComparison.Ordinal)
            )
            .ToList();
        buckets.Select(bucket => bucket.Value).Should().BeInAscendingOrder();
        buckets[^1].Key.Should().Contain("le=\"+Inf\"");
        buckets[^1].Value.Should().Be(scrape.Samples[Prefix + "probe_duration_seconds_count"]).And.BeGreaterThan(0);
        buckets[0].Key.Should().Contain("le=\"0.001\"");
    }

    [Test]
    public async Task Metrics_OfAGuestThatIsGone_HaveNoneOfItsSeries()
    {
        var gone = _sut.Boot("vanishing");
        _sut.Rig.Advance(60);
        _sut.Rig.Libvirt.Destroy(gone);
        _sut.Rig.Libvirt.Undefine(gone);
        _sut.Rig.Advance(2);

        var scrape = await _sut.ScrapeAsync();

        scrape.Samples.Keys.Should().NotContain(sample => sample.Contains("vanishing", StringComparison.Ordinal));
    }

    [Test]
    public async Task Metrics_OfEveryReasonCode_AreThereFromTheStart()
    {
        var scrape = await _sut.ScrapeAsync();

        scrape.Samples.Keys.Should().Contain($$"""{{Prefix}}suppressions_total{reason="held-by-person"}""");
        scrape.Samples.Keys.Should().Contain($$"""{{Prefix}}alarms_total{reason="kernel-dead",action="refused"}""");
        scrape.Samples.Keys.Should().Contain($$"""{{Prefix}}notifications_total{result="host-not-registered"}""");
        scrape.Samples[$$"""{{Prefix}}host_registration{state="registered"}"""].Should().Be(1);
    }

    [Test]
    public async Task Metrics_WhereNoMonitorAnswers_SayThatItIsDown()
    {
        _sut.HasMonitor = false;

        var scrape = await _sut.ScrapeAsync();

        scrape.Samples[Prefix + "up"].Should().Be(0);
        scrape.Types.Should().ContainKey(Prefix + "build_info").And.NotContainKey(Prefix + "guests");
    }

    [Test]
    public async Task Metrics_AfterAReloadThatFailed_SayItAndKeepTheTime()
    {
        var before = _sut.Rig.Time.GetUtcNow().ToUnixTimeSeconds();
        _sut.Rig.Advance(5);
        _sut.Condition.ReloadFailed();

        var scrape = await _sut.ScrapeAsync();

        scrape.Samples[Prefix + "config_last_reload_successful"].Should().Be(0);
        scrape.Samples[Prefix + "config_last_reload_success_timestamp_seconds"].Should().Be(before);
    }

    [TestCase("/healthz", true, true, null, HttpStatusCode.OK, "ok\n")]
    [TestCase("/healthz", false, true, null, HttpStatusCode.ServiceUnavailable, "the watch does not move*\n")]
    [TestCase("/readyz", true, true, null, HttpStatusCode.OK, "ok\n")]
    [TestCase("/readyz", true, false, null, HttpStatusCode.ServiceUnavailable, "libvirt is not connected\n")]
    [TestCase("/readyz", true, true, "disk full", HttpStatusCode.ServiceUnavailable, "disk full\n")]
    [TestCase("/healthz", true, false, "disk full", HttpStatusCode.OK, "ok\n")]
    public async Task Pages_OfACondition_SayItInOneLine(
        string path,
        bool isMoving,
        bool isConnected,
        string? stateProblem,
        HttpStatusCode status,
        string text
    )
    {
        _sut.IsMoving = isMoving;
        _sut.Condition.StateProblem = stateProblem;
        if (!isConnected)
        {
            _sut.Rig.Libvirt.LoseConnection();
        }

        using var response = await _sut.GetAsync(path);

        response.StatusCode.Should().Be(status);
        (await response.Content.ReadAsStringAsync()).Should().Match(text);
    }

    [Test]
    public async Task Tcp_ServesThreePagesByGetAndNothingElse()
    {
        var port = FreePort.Find();
        await using var server = new MetricsServer(
            _sut.Desk,
            NullLoggerFactory.Instance,
            NullLogger<MetricsServer>.Instance
        );
        await server.StartAsync(new IPEndPoint(IPAddress.Loopback, port));
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        (await StatusAsync(client, HttpMethod.Get, "/metrics")).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(client, HttpMethod.Get, "/healthz")).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(client, HttpMethod.Get, "/readyz")).Should().Be(HttpStatusCode.OK);
        foreach (var path in (string[])["/", "/v1/status", "/v1/instances", "/metrics/", "/Metrics", "/v1/holds"])
        {
            (await StatusAsync(client, HttpMethod.Get, path)).Should().Be(HttpStatusCode.NotFound, path);
        }

        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Head])
        {
            (await StatusAsync(client, method, "/metrics")).Should().Be(HttpStatusCode.MethodNotAllowed);
        }
    }

    [Test]
    public async Task Tcp_PortThatIsTaken_IsOneErrorWithItsCure()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var log = new LogRecorder();
        await using var server = new MetricsServer(_sut.Desk, NullLoggerFactory.Instance, log.For<MetricsServer>());

        await server.StartAsync((IPEndPoint)taken.LocalEndpoint);

        log.Lines.Should().ContainSingle().Which.Text.Should().Contain("not served").And.Contain("metrics_bind");
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
