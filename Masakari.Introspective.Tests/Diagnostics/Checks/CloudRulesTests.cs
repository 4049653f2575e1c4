using System.Net;
using FluentAssertions;
using Masakari.Introspective.Diagnostics.Checks;
using Masakari.Introspective.Diagnostics.Checks.Cloud;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Http;
using Masakari.Introspective.OpenStack.Identity;
using Masakari.Introspective.OpenStack.Masakari.Segments;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics.Checks;

internal sealed class CloudRulesTests
{
    private static readonly CatalogEndpoint[] Catalog =
    [
        new("instance-ha", "masakari", "public", "RegionOne", "http://m:15868/v1"),
        new("compute", "nova", "public", "RegionOne", "http://n:8774/v2.1"),
    ];

    [TestCase(
        401,
        NoAnswer.Other,
        "HTTP 401: The request you have made requires authentication.",
        FindingCodes.KeystoneRefused
    )]
    [TestCase(
        401,
        NoAnswer.Other,
        "HTTP 401: The password is expired and needs to be changed for user: 12.",
        FindingCodes.KeystonePasswordExpired
    )]
    [TestCase(401, NoAnswer.Other, "HTTP 401: The account is locked for user: 12.", FindingCodes.KeystoneAccountLocked)]
    [TestCase(404, NoAnswer.Other, "HTTP 404: not found", FindingCodes.KeystoneFailed)]
    [TestCase(0, NoAnswer.Silence, "no answer within 10 s", FindingCodes.KeystoneSilent)]
    [TestCase(0, NoAnswer.Tls, "certificate", FindingCodes.KeystoneTls)]
    [TestCase(0, NoAnswer.Unreachable, "Connection refused", FindingCodes.KeystoneUnreachable)]
    public void Login_ByItsFailure(int status, NoAnswer cause, string message, string code)
    {
        var found = LoginRule.Judge("http://k:5000", Failure(status, cause, message), "api");

        (found.Severity, found.Code, found.Seen).Should().Be((Severity.Error, code, message));
        found.Cure.Should().NotBeNullOrEmpty();
    }

    [TestCase(403, NoAnswer.Other, FindingCodes.ApiForbidden)]
    [TestCase(401, NoAnswer.Other, FindingCodes.ApiRefused)]
    [TestCase(500, NoAnswer.Other, FindingCodes.ApiFailed)]
    [TestCase(0, NoAnswer.Silence, FindingCodes.ApiSilent)]
    [TestCase(0, NoAnswer.Tls, FindingCodes.ApiTls)]
    [TestCase(0, NoAnswer.Unreachable, FindingCodes.ApiUnreachable)]
    public void Api_ByItsFailure(int status, NoAnswer cause, string code) =>
        ApiRule.Judge("http://m:15868/v1", Failure(status, cause, "x")).Code.Should().Be(code);

    [TestCase("http://m:15868", "http://m:15868/")]
    [TestCase("http://m:15868/v1", "http://m:15868/")]
    [TestCase("http://m/instance-ha/v1/e1b1", "http://m/instance-ha/")]
    [TestCase("http://vm.example/vault/", "http://vm.example/vault/")]
    public void Versions_AreAtTheRoot(string endpoint, string expected) =>
        ApiVersions.RootOf(new Uri(endpoint)).Should().Be(new Uri(expected));

    [TestCase("""{"versions": [{"id": "v1.0", "version": "1.2", "min_version": "1.0"}]}""", "microversions 1.0 to 1.2")]
    [TestCase("""{"versions": []}""", null)]
    [TestCase("<html>", null)]
    public void Versions_OfADocument(string body, string? expected) =>
        ApiVersions.Read(new ApiResponse(HttpStatusCode.OK, body)).Should().Be(expected);

    [TestCase("public", "RegionOne", FindingCodes.Catalog)]
    [TestCase("public", null, FindingCodes.Catalog)]
    [TestCase("internal", "RegionOne", FindingCodes.CatalogNoInterface)]
    [TestCase("public", "Elsewhere", FindingCodes.CatalogNoRegion)]
    public void Catalog_ByRegionAndInterface(string interfaceName, string? region, string code) =>
        CatalogRule.Judge(Catalog, interfaceName, region)[0].Code.Should().Be(code);

    [Test]
    public void Catalog_NamesWhatThereIs() =>
        CatalogRule.Judge(Catalog, "public", "Elsewhere")[0].Cure.Should().Contain("RegionOne");

    [Test]
    public void Catalog_WithoutScope_IsEmpty() =>
        CatalogRule
            .Judge([], "public", null)
            .Should()
            .ContainSingle()
            .Which.Code.Should()
            .Be(FindingCodes.CatalogEmpty);

    [Test]
    public void Catalog_WithoutMasakari_NamesTheServices()
    {
        var found = CatalogRule.Judge(Catalog[1..], "public", null)[0];

        (found.Code, found.Seen)
            .Should()
            .Be((FindingCodes.CatalogNoService, "no service of that type; there are compute"));
    }

    [Test]
    public void Catalog_WithoutNova_IsAWarning() =>
        CatalogRule.Judge(Catalog[..1], "public", null)[1].Code.Should().Be(FindingCodes.CatalogNoNova);

    [Test]
    public void Catalog_WithoutAUsableUrl_IsAnError() =>
        CatalogRule
            .Judge([Catalog[0] with { Url = "masakari" }, Catalog[1]], "public", null)[0]
            .Code.Should()
            .Be(FindingCodes.CatalogBadUrl);

    [TestCase("compute-1", new[] { "compute-1", "COMPUTE-1" }, "COMPUTE-1")]
    [TestCase("compute-1", new[] { "compute-2", "Compute-1" }, "Compute-1")]
    [TestCase("compute-1", new[] { "compute-1.example.org" }, "compute-1.example.org")]
    [TestCase("compute-1.example.org", new[] { "Compute-1" }, "Compute-1")]
    [TestCase("compute-1.example.org", new[] { "compute-1.example.net" }, null)]
    [TestCase("compute-1", new[] { "compute-11", "compute" }, null)]
    public void NearMiss_InCaseOrDomain(string wanted, string[] names, string? expected) =>
        HostName.NearMiss(wanted, names).Should().Be(expected);

    [Test]
    public void Registration_OfAHealthyHost_IsFine() =>
        Codes("compute-1", Host("compute-1")).Should().Equal(FindingCodes.HostRegistered, FindingCodes.SegmentEnabled);

    [Test]
    public void Registration_InADisabledSegment_NamesTheCommand()
    {
        var found = RegistrationRule.Judge("compute-1", Register(Host("compute-1"), enabled: false));

        found[1].Code.Should().Be(FindingCodes.SegmentDisabled);
        found[1].Cure.Should().Contain("segment update seg-uuid --enabled");
    }

    [Test]
    public void Registration_OfAnOldApi_DoesNotKnowWhetherEnabled() =>
        RegistrationRule
            .Judge("compute-1", Register(Host("compute-1"), enabled: null))
            .Should()
            .Contain(finding => finding.Code == FindingCodes.SegmentUnknown);

    [Test]
    public void Registration_InMaintenanceAndReserved_TellsBoth() =>
        Codes("compute-1", Host("compute-1") with { OnMaintenance = true, Reserved = true })
            .Should()
            .EndWith([FindingCodes.HostInMaintenance, FindingCodes.HostReserved]);

    [TestCase("COMPUTE-1", FindingCodes.HostNameDiffers)]
    [TestCase("compute-1.example.org", FindingCodes.HostNameDiffers)]
    [TestCase("compute-2", FindingCodes.HostNotRegistered)]
    public void Registration_UnderAnotherName(string registered, string code) =>
        Codes("compute-1", Host(registered)).Should().Equal(code);

    [Test]
    public void Registration_WithoutSegments_SaysHowToMakeOne() =>
        RegistrationRule
            .Judge("compute-1", new Register([], []))
            .Should()
            .ContainSingle()
            .Which.Cure.Should()
            .Contain("segment register-this-host NAME --create");

    private static IEnumerable<string> Codes(string host, SegmentHost registered) =>
        RegistrationRule.Judge(host, Register(registered)).Select(finding => finding.Code);

    private static Register Register(SegmentHost host, bool? enabled = true) =>
        new(
            [
                new Segment
                {
                    Uuid = "seg-uuid",
                    Name = "seg1",
                    Enabled = enabled,
                },
            ],
            [host]
        );

    private static SegmentHost Host(string name) =>
        new()
        {
            Uuid = "host-uuid",
            Name = name,
            SegmentUuid = "seg-uuid",
            SegmentName = "seg1",
        };

    private static OpenStackException Failure(int status, NoAnswer cause, string message) =>
        new(message, status == 0 ? null : (HttpStatusCode)status) { Cause = cause };
}
