using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>The short form of <c>samples/calm-and-storm</c>, which says by itself whether it went well.</summary>
[Category("Lab")]
[Category("Alone")]
[NonParallelizable]
internal sealed class CalmAndStormTests
{
    [Test]
    [CancelAfter(600_000)]
    public async Task OperationsUnderLoad_AreNotReported_AndTheHangAfterThemIs()
    {
        await Lab.UpAsync();
        var run = Path.Combine(Path.GetDirectoryName(Lab.Script())!, "..", "calm-and-storm", "run");

        var output = await Lab.ExecuteAsync(
            run,
            TimeSpan.FromMinutes(9),
            "--seconds",
            "40",
            "--program",
            MonitorProcess.Program
        );

        await TestContext.Out.WriteLineAsync(output);
        output.Should().EndWith("CALM");
    }
}
