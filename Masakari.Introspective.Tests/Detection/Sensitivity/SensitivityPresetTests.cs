using FluentAssertions;
using Masakari.Introspective.Detection.Sensitivity;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Sensitivity;

internal sealed class SensitivityPresetTests
{
    [TestCase("high", 2, 1, 2)]
    [TestCase("medium", 10, 2, 3)]
    [TestCase("low", 30, 5, 3)]
    [TestCase(" High ", 2, 1, 2)]
    [TestCase("LOW", 30, 5, 3)]
    public void Find_AName_IsThePreset(string name, int interval, int timeout, int threshold) =>
        SensitivityPreset
            .Find(name)
            .Should()
            .BeEquivalentTo(
                new
                {
                    Name = name.Trim().ToLowerInvariant(),
                    Interval = interval,
                    Timeout = timeout,
                    Threshold = threshold,
                }
            );

    [TestCase("")]
    [TestCase("highest")]
    [TestCase("true")]
    public void Find_AnythingElse_IsNone(string name) => SensitivityPreset.Find(name).Should().BeNull();

    [Test]
    public void Names_AreAllThatFindKnows()
    {
        SensitivityPreset.Names.Should().Equal("high", "medium", "low");
        SensitivityPreset.Names.Select(SensitivityPreset.Find).Should().NotContainNulls().And.OnlyHaveUniqueItems();
    }
}
