using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Packaging;

/// <summary>What is in the packages, judged by the tools that will read it.</summary>
[Category("Lab")]
[Category("Surroundings")]
internal sealed partial class PackageContentsTests
{
    private static readonly string[] Units =
    [
        "masakari-introspective.service",
        "masakari-instancemonitor.service",
        "masakari-introspectiveinstancemonitor.service",
    ];

    private readonly TemporaryFolder _folder = new();

    private string Tree => _folder.Combine("tree");

    [OneTimeSetUp]
    public async Task UnpackAsync()
    {
        // Brings the tools: mandoc, zsh, fish.
        await Lab.UpAsync();
        await Lab.ExecuteAsync("dpkg-deb", "--extract", BuiltPackages.Daemon, Tree);
    }

    [OneTimeTearDown]
    public void Forget() => _folder.Dispose();

    [TestCaseSource(nameof(Units))]
    public async Task Unit_Verified_HasNothingToComplainOf_AndASmallExposure(string unit)
    {
        // The program is not installed here; all other lines are judged.
        var lines = await File.ReadAllLinesAsync($"{Tree}/lib/systemd/system/{unit}");
        var copy = _folder.Combine(unit);
        await File.WriteAllLinesAsync(
            copy,
            lines.Select(line => line.StartsWith("ExecStart=", StringComparison.Ordinal) ? "ExecStart=/bin/true" : line)
        );

        // Lines about the machine's other units are not ours to judge.
        var said = await Lab.ExecuteAsync("sh", "-c", $"systemd-analyze verify --man=no '{copy}' 2>&1 || true");
        said.Split('\n').Where(line => line.Contains(unit, StringComparison.Ordinal)).Should().BeEmpty();
        var exposure = Exposure()
            .Match(await Lab.ExecuteAsync("systemd-analyze", "security", "--offline=true", "--no-pager", copy))
            .Groups["exposure"]
            .Value;
        await TestContext.Out.WriteLineAsync($"systemd-analyze security {unit}: {exposure}");
        double.Parse(exposure, CultureInfo.InvariantCulture).Should().BeLessThan(2.5);
        // Differences between the three are names only.
        lines
            .Where(IsSandbox)
            .Should()
            .Equal((await File.ReadAllLinesAsync($"{Tree}/lib/systemd/system/{Units[0]}")).Where(IsSandbox));
    }

    [TestCase("man1/masakari-introspective.1")]
    [TestCase("man5/masakarimonitors.conf.5")]
    [TestCase("man8/masakari-introspective.8")]
    public async Task ManualPage_Linted_HasNoWarning(string page)
    {
        var said = await Lab.ExecuteAsync(
            "sh",
            "-c",
            $"gzip -cd '{Tree}/usr/share/man/{page}.gz' >'{_folder.Combine("page")}' && mandoc -T lint -W warning '{_folder.Combine("page")}' 2>&1 || true"
        );

        said.Should().BeEmpty();
    }

    [TestCase("bash", "bash-completion/completions/masakari-introspective")]
    [TestCase("zsh", "zsh/vendor-completions/_masakari-introspective")]
    [TestCase("fish", "fish/vendor_completions.d/masakari-introspective.fish")]
    public Task Completion_ReadByItsShell_IsAccepted(string shell, string script) =>
        Lab.ExecuteAsync(shell, "-n", $"{Tree}/usr/share/{script}");

    [Test]
    public async Task FishCompletion_AfterConfig_OffersItsCommands()
    {
        var script = $"{Tree}/usr/share/fish/vendor_completions.d/masakari-introspective.fish";

        var offered = await Lab.ExecuteAsync(
            "fish",
            "--no-config",
            "-c",
            $"source '{script}'; complete -C 'masakari-introspective config v'"
        );

        offered.Should().StartWith("validate");
    }

    [Test]
    public void Sbom_IsCycloneDx_AndListsEveryLibraryThatIsShipped()
    {
        using var sbom = JsonDocument.Parse(
            File.ReadAllText($"{Tree}/usr/share/doc/masakari-introspective/sbom.cdx.json")
        );
        var root = sbom.RootElement;
        root.GetProperty("bomFormat").GetString().Should().Be("CycloneDX");
        root.GetProperty("specVersion").GetString().Should().Be("1.5");
        root.GetProperty("serialNumber")
            .GetString()
            .Should()
            .MatchRegex("^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");
        var components = root.GetProperty("components").EnumerateArray().ToList();
        foreach (var component in components)
        {
            component.GetProperty("purl").GetString().Should().StartWith("pkg:");
            component.GetProperty("licenses")[0].GetProperty("expression").GetString().Should().NotBeNullOrEmpty();
        }

        var references = components.Select(component => component.GetProperty("bom-ref").GetString()).ToList();
        references.Should().OnlyHaveUniqueItems();
        var known = references.Append(
            root.GetProperty("metadata").GetProperty("component").GetProperty("bom-ref").GetString()
        );
        root.GetProperty("dependencies")
            .EnumerateArray()
            .SelectMany(node => node.GetProperty("dependsOn").EnumerateArray().Append(node.GetProperty("ref")))
            .Select(reference => reference.GetString())
            .Should()
            .BeSubsetOf(known);
        Shipped().Should().BeSubsetOf(components.Select(component => component.GetProperty("name").GetString()!));
    }

    /// <summary>Packages and runtimes of the program as the loader's own list has them.</summary>
    private IEnumerable<string> Shipped()
    {
        using var list = JsonDocument.Parse(
            File.ReadAllText($"{Tree}/usr/lib/masakari-introspective/masakari-introspective.deps.json")
        );
        return
        [
            .. list
                .RootElement.GetProperty("libraries")
                .EnumerateObject()
                .Select(library => library.Name.Split('/')[0].Replace("runtimepack.", "", StringComparison.Ordinal))
                .Where(name => name != "masakari-introspective"),
        ];
    }

    private static bool IsSandbox(string line) =>
        line.Contains('=', StringComparison.Ordinal)
        && !Regex.IsMatch(
            line,
            "^(?:Description|ExecStart|Conflicts|After)=",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );

    [GeneratedRegex(
        @"exposure level for .*: (?<exposure>[\d.]+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Exposure();
}
