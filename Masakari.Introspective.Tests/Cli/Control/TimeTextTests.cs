using System.Globalization;
using FluentAssertions;
using Masakari.Introspective.Cli.Control;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Cli.Control;

internal sealed class TimeTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 16, 10, 0, TimeSpan.Zero);

    [TestCase("90s", 90)]
    [TestCase("30m", 1800)]
    [TestCase("2h", 7200)]
    [TestCase("1d", 86400)]
    [TestCase("1h30m", 5400)]
    [TestCase("0.5h", 1800)]
    [TestCase("", null)]
    [TestCase("30", null)]
    [TestCase("m", null)]
    [TestCase("30x", null)]
    [TestCase("-30m", null)]
    [TestCase("0s", null)]
    [TestCase("1e9d", null)]
    [TestCase("99999999999999999999999999d", null)]
    public void Duration_Text_IsRead(string text, int? seconds) =>
        DurationText.Parse(text)?.TotalSeconds.Should().Be(seconds ?? double.NaN).And.NotBe(double.NaN);

    [TestCase("30")]
    [TestCase("30x")]
    [TestCase("")]
    [TestCase("0s")]
    public void Duration_Nonsense_IsRefused(string text) => DurationText.Parse(text).Should().BeNull();

    [TestCase("2026-11-21T16:03:12Z", "2026-11-21T16:03:12")]
    [TestCase("2026-11-21T17:03:12+01:00", "2026-11-21T16:03:12")]
    [TestCase("2026-11-21 16:03", "2026-11-21T16:03:00")]
    [TestCase("16:03", "2026-11-21T16:03:00")]
    [TestCase("16:03:12", "2026-11-21T16:03:12")]
    [TestCase("23:00", "2026-11-20T23:00:00")]
    [TestCase("10 min ago", "2026-11-21T16:00:00")]
    [TestCase("10min ago", "2026-11-21T16:00:00")]
    [TestCase("2h ago", "2026-11-21T14:10:00")]
    [TestCase("1 hour 10 minutes ago", "2026-11-21T15:00:00")]
    public void Moment_Text_IsRead(string text, string expected) =>
        MomentText.Parse(text, Now).Should().Be(DateTimeOffset.Parse(expected + "Z", CultureInfo.InvariantCulture));

    [TestCase("yesterday")]
    [TestCase("ago")]
    [TestCase(" ago")]
    [TestCase("ten min ago")]
    [TestCase("")]
    public void Moment_Nonsense_IsRefused(string text) => MomentText.Parse(text, Now).Should().BeNull();
}
