using FluentAssertions;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Simulation.Running;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Simulation;

/// <summary>Every scenario of samples/scenarios is a promise, and holds.</summary>
internal sealed class SampleScenarioTests
{
    private static IEnumerable<TestCaseData<string>> Files() =>
        ScenarioFiles.All.Select(file =>
            new TestCaseData<string>(file).SetArgDisplayNames(Path.GetFileNameWithoutExtension(file))
        );

    [TestCaseSource(nameof(Files))]
    public async Task Scenario_Played_DecidesAsItExpects(string file)
    {
        var scenario = ScenarioOptions.Reader.Read(file);

        var result = await ScenarioRun.RunAsync(scenario);

        result.Differences.Should().BeEmpty();
        scenario.Name.Should().Be(Path.GetFileNameWithoutExtension(file));
        scenario.Description.Should().NotBeEmpty();
    }

    [Test]
    public void Scenarios_AreAtLeastForty() => ScenarioFiles.All.Should().HaveCountGreaterThanOrEqualTo(40);
}
