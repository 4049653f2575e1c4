using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Masakari.Introspective.Diagnostics.Checks;
using Masakari.Introspective.Diagnostics.Checks.Settings;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Tests.OpenStack;
using Masakari.Introspective.Tests.Support;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics.Checks;

/// <summary>The walk from Keystone to Nova, with the services' recorded answers.</summary>
internal sealed class CheckRunnerTests
{
    private const string Host = "compute-1";

    private FakeCloud _cloud = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _cloud = await FakeCloud.StartAsync();
        _cloud.AddHost(Host);
        _cloud.ComputeHosts = [Host];
    }

    [TearDown]
    public async Task StopAsync() => await _cloud.DisposeAsync();

    [Test]
    public async Task Run_WithAHealthyCloud_FindsNothingToMend()
    {
        var report = await RunAsync();

        report.Count(Severity.Error).Should().Be(0);
        report.Count(Severity.Warning).Should().Be(0);
        Codes(report)
            .Should()
            .Contain([
                FindingCodes.KeystoneLogin,
                FindingCodes.Catalog,
                FindingCodes.Api,
                FindingCodes.Clock,
                FindingCodes.HostRegistered,
                FindingCodes.SegmentEnabled,
                FindingCodes.NovaHost,
            ]);
    }

    [Test]
    public async Task Run_WithAWrongPassword_SkipsWhatNeedsTheLogin()
    {
        var report = await RunAsync(("api/password", "wrong"));

        Of(report, CheckGroup.Keystone).Should().ContainSingle().Which.Code.Should().Be(FindingCodes.KeystoneRefused);
        foreach (
            var group in new[] { CheckGroup.Catalog, CheckGroup.MasakariApi, CheckGroup.Registration, CheckGroup.Nova }
        )
        {
            Of(report, group).Should().ContainSingle().Which.Seen.Should().StartWith("not looked at: needs ");
        }

        Codes(report).Should().Contain(FindingCodes.Clock, "Keystone answered");
        report.Findings.Should().NotContain(finding => finding.Seen.Contains("wrong"));
    }

    [Test]
    public async Task Run_WithAnExpiredPassword_SaysExpired()
    {
        _cloud.Intercept = async http =>
        {
            if (!http.Request.Path.Value!.EndsWith("/auth/tokens", StringComparison.Ordinal))
            {
                return false;
            }

            http.Response.StatusCode = 401;
            await http.Response.WriteAsync(
                """{"error": {"code": 401, "message": "The password is expired and needs to be changed for user: 1c.", "title": "Unauthorized"}}"""
            );
            return true;
        };

        Codes(await RunAsync()).Should().Contain(FindingCodes.KeystonePasswordExpired);
    }

    [Test]
    public async Task Run_WithTheWrongAuthority_NamesCafile()
    {
        using var folder = new TemporaryFolder();
        using var authority = TestCertificates.Authority("lab");
        using var server = TestCertificates.Leaf(authority, "localhost");
        using var other = TestCertificates.Authority("other");
        await File.WriteAllTextAsync(folder.Combine("ca.pem"), other.ExportCertificatePem());
        await using var cloud = await FakeCloud.StartAsync(server);

        var report = await RunAsync(("api/auth_url", cloud.Url.AbsoluteUri), ("api/cafile", folder.Combine("ca.pem")));

        var found = Of(report, CheckGroup.Keystone).Should().ContainSingle().Which;
        found.Code.Should().Be(FindingCodes.KeystoneTls);
        found.Cure.Should().Contain("[api] cafile");
    }

    [Test]
    public async Task Run_WithAMissingCertificateFile_IsAMistakeOfTheConfiguration()
    {
        var report = await RunAsync(("api/cafile", "/nowhere/ca.pem"));

        Codes(report).Should().Contain(FindingCodes.ConfigMistake);
        Of(report, CheckGroup.Keystone).Should().ContainSingle().Which.Severity.Should().Be(Severity.Skipped);
    }

    [Test]
    public async Task Run_WithABlackHole_EndsWithTheTimeLimit()
    {
        using var hole = new TcpListener(IPAddress.Loopback, 0);
        hole.Start();
        var watch = Stopwatch.StartNew();

        var report = await RunAsync(("api/auth_url", $"http://{hole.LocalEndpoint}"), ("api/timeout", "1"));

        Of(report, CheckGroup.Keystone).Should().ContainSingle().Which.Code.Should().Be(FindingCodes.KeystoneSilent);
        Of(report, CheckGroup.Clock).Should().ContainSingle().Which.Severity.Should().Be(Severity.Skipped);
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    [Test]
    public async Task Run_WithASilentMasakari_StillLooksAtNova()
    {
        _cloud.Intercept = async http =>
        {
            if (!http.Request.Path.StartsWithSegments("/masakari", StringComparison.Ordinal))
            {
                return false;
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted)
                .ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };

        var report = await RunAsync(("api/timeout", "1"));

        Of(report, CheckGroup.MasakariApi).Should().ContainSingle().Which.Code.Should().Be(FindingCodes.ApiSilent);
        Of(report, CheckGroup.Registration).Should().ContainSingle().Which.Severity.Should().Be(Severity.Skipped);
        Codes(report).Should().Contain(FindingCodes.NovaHost);
    }

    [Test]
    public async Task Run_WithAnotherClock_NamesTheSkew()
    {
        _cloud.Intercept = http =>
        {
            http.Response.Headers.Date = (TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(10)).ToString(
                "R",
                CultureInfo.InvariantCulture
            );
            return Task.FromResult(false);
        };

        var report = await RunAsync();

        Of(report, CheckGroup.Clock)
            .Should()
            .HaveCount(2)
            .And.OnlyContain(finding => finding.Severity == Severity.Error);
    }

    [Test]
    public async Task Run_WithADisabledSegmentAndMaintenance_TellsBoth()
    {
        _cloud.SegmentEnabled = false;
        _cloud.AddHost(Host, maintenance: true);

        Codes(await RunAsync()).Should().Contain([FindingCodes.SegmentDisabled, FindingCodes.HostInMaintenance]);
    }

    [Test]
    public async Task Run_WithoutTheRoleForMasakari_NamesTheRole()
    {
        _cloud.Intercept = async http =>
        {
            if (!http.Request.Path.Value!.EndsWith("/segments", StringComparison.Ordinal))
            {
                return false;
            }

            http.Response.StatusCode = 403;
            await http.Response.WriteAsync("""{"forbidden": {"code": 403, "message": "Policy doesn't allow it"}}""");
            return true;
        };

        Codes(await RunAsync()).Should().Contain(FindingCodes.ApiForbidden);
    }

    [Test]
    public async Task Run_AgainstAnApiWithoutTheMicroversion_AsksAgainWithoutIt()
    {
        _cloud.Intercept = async http =>
        {
            if (http.Request.Headers["OpenStack-API-Version"] != "instance-ha 1.2")
            {
                return false;
            }

            http.Response.StatusCode = 406;
            await http.Response.WriteAsync(
                """{"masakariFault": {"code": 406, "message": "Version 1.2 is not supported"}}"""
            );
            return true;
        };

        Codes(await RunAsync()).Should().Contain(FindingCodes.HostRegistered);
    }

    [Test]
    public async Task Run_WithoutSettings_SkipsEverything()
    {
        var report = await new CheckRunner(
            new CheckInput { User = "svc", Configuration = new ConfigurationFacts([], ["broken"], [], false, false) },
            TimeProvider.System
        ).RunAsync();

        report
            .Findings.Select(finding => finding.Group)
            .Distinct()
            .Should()
            .BeEquivalentTo(Enum.GetValues<CheckGroup>());
        report
            .Findings.Where(finding => finding.Group is not (CheckGroup.Configuration or CheckGroup.Permissions))
            .Should()
            .OnlyContain(finding => finding.Severity == Severity.Skipped);
    }

    private Task<CheckReport> RunAsync(params (string Key, string Value)[] changes) =>
        new CheckRunner(
            new CheckInput
            {
                User = "svc",
                Configuration = new ConfigurationFacts([], [], [], HasSecret: true, IsInsecure: false),
                Inventory = new InventoryOptions { HostName = Host },
                Heartbeat = new HeartbeatChannelOptions(),
                Api = TestSession.Settings(_cloud, changes),
            },
            TimeProvider.System
        ).RunAsync();

    private static IEnumerable<string> Codes(CheckReport report) => report.Findings.Select(finding => finding.Code);

    private static IEnumerable<Finding> Of(CheckReport report, CheckGroup group) =>
        report.Findings.Where(finding => finding.Group == group);
}
