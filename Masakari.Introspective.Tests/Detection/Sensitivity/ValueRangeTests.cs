using FluentAssertions;
using Masakari.Introspective.Detection.Sensitivity;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Sensitivity;

internal sealed class ValueRangeTests
{
    [TestCase(1, false, 2)]
    [TestCase(2, true, 2)]
    [TestCase(3, true, 3)]
    [TestCase(10, true, 10)]
    [TestCase(11, false, 10)]
    public void Range_BothEndsBelongToIt(int value, bool contained, int clamped)
    {
        var range = new ValueRange(2, 10);

        range.Contains(value).Should().Be(contained);
        range.Clamp(value).Should().Be(clamped);
        range.ToString().Should().Be("2..10");
    }
}
