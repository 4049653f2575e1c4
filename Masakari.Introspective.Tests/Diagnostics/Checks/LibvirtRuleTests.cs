using FluentAssertions;
using Masakari.Introspective.Diagnostics.Checks;
using Masakari.Introspective.Diagnostics.Checks.Domains;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Libvirt.Native;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics.Checks;

internal sealed class LibvirtRuleTests
{
    private const string Uri = "qemu:///system";

    [TestCase("9.0.0", true, Severity.Ok, FindingCodes.Libvirt)]
    [TestCase("5.10.0", true, Severity.Ok, FindingCodes.Libvirt)]
    [TestCase("5.9.9", true, Severity.Warning, FindingCodes.LibvirtOld)]
    [TestCase("9.0.0", false, Severity.Error, FindingCodes.LibvirtReadOnly)]
    [TestCase(null, true, Severity.Ok, FindingCodes.Libvirt)]
    public void Connection_ByVersionAndRights(string? version, bool mayWrite, Severity severity, string code)
    {
        var library = version is null ? null : new Version(version);

        var found = LibvirtRule.Judge(Uri, new LibvirtInspection(library, null, mayWrite, []));

        (found.Severity, found.Code).Should().Be((severity, code));
    }

    [Test]
    public void Refusal_NamesTheGroupOnce()
    {
        var found = LibvirtRule.Judge(
            Uri,
            new LibvirtPermissionException(45, $"access denied by policy: {ErrorMap.PermissionCure}")
        );

        found.Code.Should().Be(FindingCodes.LibvirtDenied);
        found.Seen.Should().Be("access denied by policy");
        found.Cure.Should().Contain("usermod -aG libvirt");
    }

    [Test]
    public void Failure_IsUnreachable() =>
        LibvirtRule
            .Judge(Uri, new LibvirtDisconnectedException(38, "No such file or directory"))
            .Code.Should()
            .Be(FindingCodes.LibvirtUnreachable);

    [Test]
    public void Silence_NamesTheDeadline() =>
        LibvirtRule.Silent(Uri, TimeSpan.FromSeconds(10)).Seen.Should().Contain("within 10 s");

    [TestCase(9_000_000u, "9.0.0")]
    [TestCase(7_002_022u, "7.2.22")]
    public void Version_OfLibvirtsNumber(uint number, string expected) =>
        LibvirtInspector.Read(number).Should().Be(new Version(expected));

    [Test]
    public async Task Probe_OfADriverWithoutADaemon_FindsItsDomain()
    {
        var (found, finding) = await LibvirtProbe.LookAsync(
            "test:///default",
            TimeSpan.FromSeconds(30),
            TimeProvider.System
        );

        found!.MayWrite.Should().BeTrue();
        found.Running.Should().ContainSingle().Which.Xml.Should().Contain("<domain");
        finding.Severity.Should().Be(Severity.Ok);
    }
}
