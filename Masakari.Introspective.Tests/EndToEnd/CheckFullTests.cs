using FluentAssertions;
using Masakari.Introspective.Diagnostics.Checks;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary><c>masakari-introspective check</c> against a real Keystone, masakari-api and Nova.</summary>
[Category("Full")]
[NonParallelizable]
internal sealed class CheckFullTests
{
    private FullLab _lab = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => _lab = await FullLab.OpenAsync();

    [Test]
    public async Task HealthyHost_HasNoErrors()
    {
        var run = await CheckRun.StartAsync(_lab.Configuration());

        run.ExitCode.Should().Be(0, $"{run.Report}");
        foreach (
            var code in new[]
            {
                FindingCodes.KeystoneLogin,
                FindingCodes.Catalog,
                FindingCodes.Api,
                FindingCodes.HostRegistered,
                FindingCodes.NovaHost,
            }
        )
        {
            run.Has(code).Should().BeTrue($"{code} in {run.Report}");
        }
    }

    [Test]
    public async Task WrongPassword_IsFound()
    {
        var run = await CheckRun.StartAsync(_lab.Configuration("[api]\npassword = wrong\n"));

        run.ExitCode.Should().Be(1);
        CheckRun.Text(run.Only(FindingCodes.KeystoneRefused), "seen").Should().Contain("HTTP 401");
    }

    [Test]
    public async Task WrongRegion_IsFound()
    {
        var run = await CheckRun.StartAsync(_lab.Configuration("[api]\nregion = Elsewhere\n"));

        run.ExitCode.Should().Be(1);
        CheckRun.Text(run.Only(FindingCodes.CatalogNoRegion), "cure").Should().Contain("RegionOne");
    }

    [Test]
    public async Task NameThatNovaDoesNotHave_IsFound()
    {
        var run = await CheckRun.StartAsync(_lab.Configuration("[DEFAULT]\nhostname = stranger-7\n"));

        run.ExitCode.Should().Be(1);
        run.Has(FindingCodes.HostNotRegistered).Should().BeTrue();
        (run.Has(FindingCodes.NovaHostUnknown) || run.Has(FindingCodes.NovaHostDiffers)).Should().BeTrue();
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task InstanceWithoutHaEnabled_IsFound()
    {
        var server = await FullLab.CreateAsync("check-ha", "--property", "HA_Enabled=False");
        try
        {
            var run = await CheckRun.StartAsync(_lab.Configuration());

            CheckRun
                .Text(run.Only(FindingCodes.HaEnabledMissing), "cure")
                .Should()
                .Contain($"HA_Enabled=True {server}");
            run.Has(FindingCodes.NovaHost).Should().BeTrue();
        }
        finally
        {
            await Lab.RunAsync("server", "delete", "check-ha");
        }
    }
}
