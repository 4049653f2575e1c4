using FluentAssertions;
using Masakari.Introspective.Diagnostics.Checks;
using Masakari.Introspective.Diagnostics.Checks.Cloud;
using Masakari.Introspective.Diagnostics.Checks.Domains;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Nova;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics.Checks;

internal sealed class NovaRulesTests
{
    private const string Host = "compute-1";

    [TestCase(new[] { "compute-1", "compute-2" }, FindingCodes.NovaHost)]
    [TestCase(new[] { "Compute-1" }, FindingCodes.NovaHostDiffers)]
    [TestCase(new[] { "compute-1.example.org" }, FindingCodes.NovaHostDiffers)]
    [TestCase(new[] { "compute-2" }, FindingCodes.NovaHostUnknown)]
    [TestCase(new string[0], FindingCodes.NovaHostUnknown)]
    public void Host_ByNovasServices(string[] services, string code) =>
        NovaHostRule.Judge(Host, View(services))!.Code.Should().Be(code);

    [Test]
    public void Host_OfADeadNovaCompute_IsAWarning() =>
        NovaHostRule
            .Judge(Host, new NovaView { Services = [new ComputeService(Host, IsEnabled: true, IsUp: false)] })!
            .Code.Should()
            .Be(FindingCodes.NovaServiceDown);

    [Test]
    public void Host_ByTheInstancesThatRunHere_OverrulesTheServices()
    {
        var found = NovaHostRule.Judge(Host, View([Host], "other", "other"))!;

        found.Code.Should().Be(FindingCodes.NovaHostDiffers);
        found.Cure.Should().Contain("[DEFAULT] hostname = other");
    }

    [Test]
    public void Host_WithOneInstanceOnItsWay_IsFine() =>
        NovaHostRule.Judge(Host, View(null, "other", Host))!.Code.Should().Be(FindingCodes.NovaHost);

    [Test]
    public void Host_WithoutAnyWord_IsNotJudged() => NovaHostRule.Judge(Host, View(null)).Should().BeNull();

    [TestCase("True", true)]
    [TestCase("true", true)]
    [TestCase("False", false)]
    [TestCase(null, false)]
    public void HaEnabled_ByMetadata(string? value, bool isFine)
    {
        var found = HaEnabledRule.Judge("HA_Enabled", [Domain(value)]).Should().ContainSingle().Which;

        found.Code.Should().Be(isFine ? FindingCodes.HaEnabled : FindingCodes.HaEnabledMissing);
        if (!isFine)
        {
            found.Cure.Should().Contain("--property HA_Enabled=True").And.Contain("process_all_instances");
        }
    }

    [Test]
    public void HaEnabled_OfADomainThatNovaDoesNotKnow_IsANote() =>
        HaEnabledRule
            .Judge("HA_Enabled", [Domain("True") with { Server = null }])
            .Should()
            .ContainSingle()
            .Which.Code.Should()
            .Be(FindingCodes.InstanceUnknown);

    [TestCase(true, Severity.Warning)]
    [TestCase(false, Severity.Note)]
    public void Nova_ThatCannotBeRead_WeighsAsTheDaemonNeedsIt(bool readNova, Severity expected) =>
        NovaRule
            .Judge(
                new InventoryOptions { HostName = Host, ReadNova = readNova },
                new NovaView { Refusal = "HTTP 403" },
                []
            )
            .Should()
            .Contain(finding => finding.Code == FindingCodes.NovaUnreadable && finding.Severity == expected);

    [Test]
    public void Nova_WithoutLibvirt_DoesNotLookAtInstances() =>
        NovaRule
            .Judge(new InventoryOptions { HostName = Host }, View([Host]), null)
            .Should()
            .Contain(finding => finding.Severity == Severity.Skipped && finding.Seen.Contains("libvirt"));

    private static NovaView View(string[]? services, params string[] instancesOn) =>
        new()
        {
            Services = services?.Select(name => new ComputeService(name, IsEnabled: true, IsUp: true)).ToList(),
            Servers = instancesOn
                .Select(host => new NovaServer
                {
                    Id = Guid.NewGuid(),
                    Name = "vm",
                    Host = host,
                })
                .ToDictionary(server => server.Id),
        };

    private static WatchedDomain Domain(string? haEnabled)
    {
        var snapshot = new DomainSnapshot(Guid.NewGuid(), "instance-1", 1, DomainState.Running, 1);
        var metadata = new Dictionary<string, string>();
        if (haEnabled is not null)
        {
            metadata["HA_Enabled"] = haEnabled;
        }

        return new WatchedDomain(
            snapshot,
            null,
            new NovaServer
            {
                Id = snapshot.Uuid,
                Name = "vm",
                Metadata = metadata,
            }
        );
    }
}
