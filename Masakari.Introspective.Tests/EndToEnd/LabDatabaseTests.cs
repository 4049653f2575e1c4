using FluentAssertions;
using Masakari.Introspective.Tests.Configuration;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>The lab's services keep their data in SQLite: two that write at once must not fail each other.</summary>
[Category("Lab")]
[Category("Surroundings")]
internal sealed class LabDatabaseTests
{
    [Test]
    public async Task TwoServicesThatWriteAtOnce_WaitForEachOther()
    {
        await Lab.UpAsync();
        using var temp = new TempDirectory();
        var script = Path.Combine(TestContext.CurrentContext.TestDirectory, "EndToEnd", "two_writers.py");

        var counted = await Lab.RunAsync("ns", "/usr/bin/python3", script, Path.Combine(temp.Root, "number.db"));

        counted.Should().Be("400");
    }
}
