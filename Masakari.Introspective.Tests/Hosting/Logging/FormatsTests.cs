using FluentAssertions;
using Masakari.Introspective.Hosting.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Hosting.Logging;

[TestFixture]
internal sealed class FormatsTests
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 4, 15, 6, 7, 89, TimeSpan.FromHours(2));

    [TestCase("%Y-%m-%d %H:%M:%S", "2026-03-04 15:06:07")]
    [TestCase("%b %e %T", "Mar  4 15:06:07")]
    [TestCase("%a %A %B %y %j %I%p %f", "Wed Wednesday March 26 063 03PM 089000")]
    [TestCase("%F %R %D %z 100%% %Q %", "2026-03-04 15:06 03/04/26 +0200 100% %Q %")]
    public void StrfTime_Format_FollowsTheCLocale(string format, string expected)
    {
        StrfTime.Format(Moment, format).Should().Be(expected);
    }

    [TestCase("%(a)s|%(a)5s|%(a)-5s|%(a).1s|%(a)r", "xy|   xy|xy   |x|'xy'")]
    [TestCase("%(n)d|%(n)03d|%(n)5d|%(n)-5d|%(n).2f|%(n)x", "7|007|    7|7    |7.00|7")]
    [TestCase("100%% %(a)s", "100% xy")]
    public void PythonFormat_Render_FollowsPython(string format, string expected)
    {
        var warnings = new List<string>();
        var sut = PythonFormat.Parse(format, "o", f => f is "a" or "n", warnings);

        sut.Render(f => string.Equals(f, "a", StringComparison.Ordinal) ? "xy" : 7).Should().Be(expected);
        warnings.Should().BeEmpty();
    }

    [TestCase("%(nosuch)s", "%(nosuch)s")]
    [TestCase("50% off", "50% off")]
    public void PythonFormat_Parse_OfWhatItDoesNotKnow_WarnsAndKeepsIt(string format, string expected)
    {
        var warnings = new List<string>();
        var sut = PythonFormat.Parse(format, "the_option", _ => false, warnings);

        sut.Render(_ => "?").Should().Be(expected);
        warnings.Should().ContainSingle().Which.Should().Contain("[DEFAULT] the_option");
    }

    [TestCase("plain Ünïcode", "plain Ünïcode")]
    [TestCase("a\nb\r\tc", "a\\nb\\r\\tc")]
    [TestCase("\u001b[31mred\u0007", "\\x1b[31mred\\x07")]
    [TestCase("\u202Eevil\u2028", "\\u202eevil\\u2028")]
    public void LogText_OneLine_EscapesWhatSteersATerminal(string text, string expected)
    {
        LogText.OneLine(text).Should().Be(expected);
    }

    [TestCase("LOG_USER", 1)]
    [TestCase("local7", 23)]
    [TestCase("LOG_DAEMON", 3)]
    [TestCase("nosuch", null)]
    [TestCase("", null)]
    public void SyslogFacilities_Parse_KnowsTheNamesOfSyslog(string name, int? expected)
    {
        SyslogFacilities.Parse(name).Should().Be(expected);
    }

    [TestCase("Seconds", 5, "2026-03-04T15:06:12.089+02:00")]
    [TestCase("Hours", 1, "2026-03-04T16:06:07.089+02:00")]
    [TestCase("days", 2, "2026-03-06T15:06:07.089+02:00")]
    [TestCase("Midnight", 1, "2026-03-05T00:00:00+02:00")]
    [TestCase("Weekday", 2, "2026-03-05T00:00:00+02:00")] // the 4th is a Wednesday
    [TestCase("Weekday", 6, "2026-03-09T00:00:00+02:00")]
    public void LogRotation_NextAfter_EndsTheInterval(string type, int interval, string expected)
    {
        var sut = new LogRotation("interval", interval, type, 3, 0);

        sut.NextAfter(Moment)
            .Should()
            .Be(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Test]
    public void Utf8_Cut_NeverSplitsACharacter()
    {
        System.Text.Encoding.UTF8.GetString(Utf8.Cut("aäb"u8, 2)).Should().Be("a");
        System.Text.Encoding.UTF8.GetString(Utf8.Cut("aäb"u8, 3)).Should().Be("aä");
    }
}
