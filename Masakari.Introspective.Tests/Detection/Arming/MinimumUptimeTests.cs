using FluentAssertions;
using Masakari.Introspective.Detection.Arming;
using Masakari.Introspective.Detection.Rulings;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Arming;

internal sealed class MinimumUptimeTests
{
    [TestCase(0, 0)]
    [TestCase(120, 120)]
    [TestCase(120, 120.1)]
    public void LongEnough_SaysNothing(double minimum, double uptime) => Judge(minimum, uptime).Should().BeNull();

    [TestCase(120, 119.9, 119)]
    [TestCase(120, 0, 0)]
    [TestCase(120, -3, 0)]
    public void TooShort_Holds(double minimum, double uptime, int said) =>
        Judge(minimum, uptime)
            .Should()
            .BeEquivalentTo(
                new
                {
                    Kind = RulingKind.Hold,
                    Reason = RulingReason.MinimumUptime,
                    Code = "minimum-uptime",
                    Words = $"it has run for {said} s, and minimum_uptime is 120 s",
                }
            );

    private static Ruling? Judge(double minimum, double uptime)
    {
        var now = TimeSpan.FromSeconds(1000);
        return MinimumUptime.Judge(TimeSpan.FromSeconds(minimum), now - TimeSpan.FromSeconds(uptime), now);
    }
}
