using System.Globalization;
using FluentAssertions;
using Masakari.Introspective.Diagnostics.Checks;
using Masakari.Introspective.Diagnostics.Checks.Cloud;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics.Checks;

internal sealed class ClockRuleTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse(
        "2026-11-21T10:00:00.4Z",
        CultureInfo.InvariantCulture
    );

    // The answer takes 0.2 s; the server's date is cut to whole seconds.
    [TestCase("10:00:00", 0)]
    [TestCase("09:59:59", 0.4)]
    [TestCase("10:00:01", -0.4)]
    [TestCase("09:59:50", 9.4)]
    [TestCase("10:01:00", -59.4)]
    [TestCase("09:58:00", 119.4)]
    public void Skew_IsWhatIsSure(string date, double seconds) =>
        ClockRule.Skew(Reply(date))!.Value.TotalSeconds.Should().BeApproximately(seconds, 0.001);

    [TestCase("10:00:00", Severity.Ok, FindingCodes.Clock)]
    [TestCase("10:00:05", Severity.Ok, FindingCodes.Clock)]
    [TestCase("10:00:06", Severity.Warning, FindingCodes.ClockWrong)]
    [TestCase("10:01:00", Severity.Warning, FindingCodes.ClockWrong)]
    [TestCase("10:01:01", Severity.Error, FindingCodes.ClockWrong)]
    [TestCase("09:59:55", Severity.Ok, FindingCodes.Clock)]
    [TestCase("09:59:54", Severity.Warning, FindingCodes.ClockWrong)]
    [TestCase("09:58:59", Severity.Error, FindingCodes.ClockWrong)]
    [TestCase(null, Severity.Note, FindingCodes.ClockUnknown)]
    public void Judge_BySkew(string? date, Severity severity, string code)
    {
        var found = ClockRule.Judge(Reply(date));

        (found.Severity, found.Code).Should().Be((severity, code));
    }

    [TestCase("10:05:00", "299 s behind")]
    [TestCase("09:55:00", "299 s ahead of")]
    public void Judge_SaysWhichWay(string date, string expected) =>
        ClockRule.Judge(Reply(date)).Seen.Should().Contain(expected);

    private static ClockReply Reply(string? date) =>
        new(
            "Keystone",
            Now,
            Now + TimeSpan.FromMilliseconds(200),
            date is null ? null : DateTimeOffset.Parse($"2026-11-21T{date}Z", CultureInfo.InvariantCulture)
        );
}
